"""Exercises: checks that name the mistake. Needs NumPy alone."""


def check(question, function, *, seed=None):
    """Judge an answer to an exercise and name the mistake.

    Parameters
    ----------
    question : str
        'leaky_relu', 'softmax', 'deriv_leaky_relu', 'initialize_parameters',
        'forward' or 'backward'.
    function : callable or class
        The answer: a function, or a TwoLayerNN class with the method.
    seed : int, optional
        Draws the inputs; None draws fresh ones at each call.

    Returns
    -------
    Report
        status, score, mistake, message and hint(n).
    """
    raise NotImplementedError("the checks come with the exercises")

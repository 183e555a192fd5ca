"""Where these tests file the answers to a question: right ones, and wrong ones."""


def folders():
    """Return two empty lists and the decorators that file a function in them.

    Returns
    -------
    RIGHT, WRONG : list
        Of functions; of pairs (function, set of names).
    right, wrong : function
        `@right`, and `@wrong(*names)` with the names of the catalogue that are true
        of the answer; None among them: no entry need be about it.
    """
    RIGHT, WRONG = [], []

    def right(function):
        RIGHT.append(function)
        return function

    def wrong(*names):
        def file(function):
            WRONG.append((function, set(names)))
            return function

        return file

    return RIGHT, WRONG, right, wrong

"""Try hyperparameters by hand, and compare the runs by eye.

`run_setting` trains one network, and `show_runs` draws the runs so far.
`training_panel` shows sliders for both; it needs a running kernel.
"""

import textwrap

import numpy as np

from neuralnet import plots
from neuralnet.network import TwoLayerNN
from neuralnet.support.validation import check_count

MAX_LOSS = 2.5  # the axis ends there: guessing among ten classes costs ln 10 = 2.3
MARKERS = "os^vD"  # five markers in four colors: twenty runs look different


def run_setting(data, num_hiddens=64, lr=0.1, batch_size=32, n_epochs=5,
                num_images=5000, seed=0, log_interval=1, verbose=False):  # fmt: skip
    """Train a new network, and return the history of `TwoLayerNN.train`.

    It learns from the first `num_images` training images of `data`, which `load_mnist`
    returned, and is validated on all validation images; the test set stays sealed. The
    seed draws the initial weights and the shuffles; `log_interval` is that of
    `train`. With a learning rate that is far too large, losses are infinite or NaN.
    ValueError or TypeError if a hyperparameter does not fit the data.
    """
    num_images = check_count(num_images, "num_images")
    if num_images > len(data.X_train):
        raise ValueError(
            f"num_images is {num_images}, but there are only {len(data.X_train)} images"
        )
    X, Y = data.X_train[:num_images], data.Y_train[:num_images]
    rng = np.random.default_rng(seed)
    model = TwoLayerNN(X.shape[1], num_hiddens, Y.shape[1], rng=rng)
    options = {"lr": lr, "n_epochs": n_epochs, "batch_size": batch_size}
    options |= {"log_interval": log_interval, "verbose": verbose}
    with np.errstate(over="ignore", invalid="ignore"):
        return model.train(X, Y, data.X_val, data.Y_val, **options)


def show_runs(runs, alt=None, caption=None):
    """Draw the validation loss and accuracy of several runs in one figure.

    `runs` is a dictionary {label: history of that run}. `alt` is a sentence that says
    what the figure shows; None writes one. `caption` is as in `plots.show`.
    """
    names = [textwrap.fill(str(label), 48) for label in runs]  # 48 letters a line
    lines = sum(1 + name.count("\n") for name in names)
    # A few short names fit beside the curves; others stand below them in a legend,
    # with a quarter of an inch a line.
    few = len(runs) <= 4 and max(map(len, names)) <= 16
    fig, axes = plots.subplots(1, 2, height=2.6 if few else 2.4 + 0.25 * lines)
    for ax, quantity in zip(axes, ("loss", "acc"), strict=True):
        for k, history in enumerate(runs.values()):
            values = [row[f"valid_{quantity}"] for row in history]
            epochs = [row["epoch"] for row in history]
            marker = MARKERS[k % len(MARKERS)]
            ax.plot(epochs, values, label=names[k], marker=marker)
    top = min(axes[0].get_ylim()[1], MAX_LOSS)
    axes[0].set(xlabel="epoch", ylabel="validation loss", ylim=(0, top))
    axes[1].set(xlabel="epoch", ylabel="validation accuracy")
    if few:
        plots.label_lines(axes[1])
    else:
        handles, labels = axes[0].get_legend_handles_labels()
        fig.legend(handles, labels, loc="outside lower center")
    ends = [f"{label}: {h[-1]['valid_acc']:.3f}" for label, h in runs.items()]
    alt = alt or f"Validation accuracy at the end: {'; '.join(ends)}."
    plots.show(fig, alt, caption)


def training_panel(data):
    """Display sliders, a button that trains on a Dataset, and a figure of all runs."""
    import ipywidgets as widgets
    from IPython.display import display

    controls = {
        "num_hiddens": widgets.IntSlider(value=64, min=1, max=512),
        "lr": widgets.FloatLogSlider(value=0.1, base=10, min=-4, max=1, step=0.25),
        "batch_size": widgets.Dropdown(value=32, options=[1, 8, 32, 128, 512, 2048]),
        "n_epochs": widgets.IntSlider(value=5, min=1, max=30),
        "num_images": widgets.Dropdown(value=5000, options=[1000, 5000, 20000]),
    }
    for name, control in controls.items():
        control.description = name
    button = widgets.Button(description="Train")
    log, figure = widgets.Output(), widgets.Output()
    runs = {}

    def on_click(_):
        button.disabled = True
        log.clear_output()
        try:
            with log:
                _run_or_explain(data, runs, {k: c.value for k, c in controls.items()})
            figure.clear_output(wait=True)
            with figure:
                if runs:
                    show_runs(runs)
        finally:
            button.disabled = False

    button.on_click(on_click)
    display(widgets.VBox([*controls.values(), button, log, figure]))


def _run_or_explain(data, runs, hyperparameters):
    """Train; add {text of hyperparameters: history} to `runs`, or say what is wrong."""
    try:
        history = run_setting(data, **hyperparameters, verbose=True)
    except KeyboardInterrupt:
        print("Stopped. The runs before this one are kept.")
    except Exception as error:  # a reader wants a sentence, not a traceback
        print(f"This does not work: {str(error) or type(error).__name__}.")
    else:
        if not np.isfinite(history[-1]["valid_loss"]):
            print("The loss is no longer a finite number. Try a smaller lr.")
        pairs = hyperparameters.items()
        runs[", ".join(f"{name} {value:.4g}" for name, value in pairs)] = history

"""The README's measured claims are those of the stored results, digit by digit."""

import pathlib

from neuralnet import load_experiment

README = pathlib.Path(__file__).parent.parent / "README.md"
TEXT = " ".join(README.read_text(encoding="utf-8").split())


def claim(text):
    assert text in TEXT, f"README.md does not say: {text}"


def test_speed():
    speed = load_experiment("speed")
    fast = speed["epochs"]["512,32"]["speed_of_fast"]
    fast = {name: f"{found['median']:.2f} times" for name, found in fast.items()}
    claim(f"{fast['loop']} as fast as the plain float64 loop")
    claim(f"{fast['torch_eager']} PyTorch eager, {fast['sklearn']} scikit-learn")
    claim(f"{fast['jax']} compiled JAX")
    whole = speed["whole_run"]
    memory = whole["float32"]["peak_mb"]["max"]
    claim(f"run {whole['speed']['median']:.2f} times, in at most {memory:.0f} MB")


def test_reference_run():
    reference = load_experiment("reference")
    claim(f"{reference['test_acc']:.2%}".replace("%", " % test accuracy"))
    claim(f"a test loss of {reference['test_loss']:.3f}")


def test_searches():
    coarse, fine, short = (
        load_experiment(f"search_{name}") for name in ("coarse", "fine", "short")
    )
    best = [f"{100 * s['rows'][0]['valid_acc']:.2f} %" for s in (coarse, fine, short)]
    claim(f"reach {best[0]} and {best[1]} validation accuracy")
    claim(f"halving {best[2]} with {short['epochs_trained']} epochs in all")
    assert short["wall_seconds"] <= 30  # within half a minute


def test_records():
    named = {
        "plain": "plain descent",
        "smoothed": "label smoothing",
        "undistorted": "adversarial training",
        "distorted": "distortions",
        "fashion": "Fashion-MNIST",
    }
    for name, words in named.items():
        error = load_experiment(f"record_{name}")["test_error"]
        claim(f"{words} {error['mean']:.2f} ± {error['sd']:.2f} %")
    ensemble = load_experiment("record_ensemble")
    members = len(ensemble["seeds"]) + len(ensemble["others"]["seeds"])
    assert members == 5
    claim(f"an ensemble of five networks {ensemble['test_error']:.2f} %")

"""Test the loader with MNIST, a second data set and damaged files."""

import gzip
import struct

import numpy as np
import pytest

from neuralnet import SealedTestSetError, TwoLayerNN, load_batch, load_data, load_mnist
from neuralnet import data as data_module
from neuralnet.support import writers

NAMES = list(data_module.SHA256)


def images(n=5, rows=2, columns=3, magic=0x0803, body=None):
    """Return the bytes of a file of n images; its header may be wrong."""
    header = struct.pack(">4I", magic, n, rows, columns)
    return header + (bytes(range(n * rows * columns)) if body is None else body)


def labels(values=(0, 1, 2, 3, 4)):
    """Return the bytes of a file of labels."""
    return struct.pack(">2I", 0x0801, len(values)) + bytes(values)


@pytest.fixture
def small():
    """Return {name: bytes} of four well-formed files."""
    return {name: images() if "images" in name else labels() for name in NAMES}


def write(folder, files, compress=False):
    """Write files {name: bytes}, or with `compress` the same as name.gz."""
    for name, content in files.items():
        if compress:
            name, content = f"{name}.gz", gzip.compress(content, mtime=0)
        (folder / name).write_bytes(content)


def test_load_data_returns_all_of_mnist():
    X_train, Y_train, X_test, Y_test = load_data()
    assert X_train.shape == (60000, 784)
    assert X_test.shape == (10000, 784)
    assert Y_train.shape == (60000, 10)
    assert X_train.dtype == Y_train.dtype == Y_test.dtype == np.float64
    assert (X_train.min(), X_train.max()) == (0, 1)
    assert Y_train.sum(axis=0).astype(int).tolist() == [
        5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]  # fmt: skip
    assert (Y_test.sum(axis=1) == 1).all()
    assert Y_train[:5].argmax(axis=1).tolist() == [5, 0, 4, 1, 9]


def test_a_changed_bundled_file_is_refused(monkeypatch):
    monkeypatch.setitem(data_module.SHA256, "t10k-labels-idx1-ubyte", "0" * 64)
    with pytest.raises(ValueError, match="t10k-labels-idx1-ubyte: expected SHA-256 0"):
        load_data()


DAMAGED = {  # {case: (position of the damaged file in NAMES, its bytes, message)}
    "labels as images": (0, labels(), "no whole idx file"),
    "images as labels": (1, images(), "no whole idx file"),
    "wrong type": (0, images(magic=0x0D03), "found magic number 0x00000d03"),
    "truncated": (0, images()[:-1], "no whole idx file"),
    "beyond the file": (0, images(2**31, body=bytes(30)), "no whole idx file"),
    "cut": (0, gzip.compress(images())[:-9], "no whole idx file"),
    "empty": (1, b"", "no whole idx file"),
    "no items": (0, images(n=0), r"found .* shape \(0, 2, 3\)"),
    "counts differ": (1, labels((0, 1, 2, 3)), "expected 5 labels, .* found 4"),
    "out of range": (3, labels((0, 1, 2, 3, 5)), "from 0 to 4, found 5 at item 4"),
    "other size": (2, images(5, 3, 2), r"\(2, 3\) pixels as in .*, found \(3, 2\)"),
}


@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("case", DAMAGED)
def test_damaged_files_are_refused(tmp_path, small, case, compress):
    position, content, message = DAMAGED[case]
    write(tmp_path, small | {NAMES[position]: content}, compress)
    with pytest.raises(ValueError, match=f"^{NAMES[position]}: .*{message}"):
        load_data(tmp_path, num_classes=5)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(tmp_path, small, name):
    del small[name]
    write(tmp_path, small)
    with pytest.raises(FileNotFoundError, match=f"{name}: expected it"):
        load_data(tmp_path, num_classes=5)
    with pytest.raises(FileNotFoundError, match="found nothing"):
        load_data(tmp_path / "nowhere")


def test_the_test_set_opens_for_one_model_only(tmp_path, small):
    write(tmp_path, small)
    data = load_mnist(tmp_path, dtype=np.float32, rng=np.random.default_rng(0))
    assert (len(data.X_train), len(data.X_val)) == (4, 1)
    model = TwoLayerNN(6, 3, 10, rng=np.random.default_rng(0))
    X_test, Y_test = data.open_test(model)
    assert (X_test.shape, Y_test.shape) == ((5, 6), (5, 10))
    assert X_test.dtype == Y_test.dtype == np.float32
    same = TwoLayerNN(6, 3, 10, rng=np.random.default_rng(0))
    assert np.array_equal(data.open_test(same)[0], X_test)
    model.params["b2"][0] += 1e-9  # training continued: another model
    with pytest.raises(SealedTestSetError, match="would have become a validation set"):
        data.open_test(model)
    data.open_test(same)
    load_mnist(tmp_path).open_test(model)  # another data set has a seal of its own


def test_the_test_set_opens_only_for_a_model():
    data = object.__new__(data_module.Dataset)  # reads no file
    with pytest.raises(TypeError, match=r"wants a model with .params"):
        data.open_test(None)


def test_a_split_by_writers_keeps_each_writer_on_one_side():
    """Both sides have the same proportion of employees and students."""
    part, writer = writers.read_writers()
    assert np.unique(writer).size == 539
    kinds = (writers.EMPLOYEES, writers.STUDENTS)
    assert set(writer[part == kinds[0]]).isdisjoint(writer[part == kinds[1]])
    data = load_mnist(dtype=np.float16, rng=np.random.default_rng(0), split="writers")
    train, val = data.rows_train, data.rows_val
    assert np.array_equal(np.sort(np.concatenate([train, val])), np.arange(60000))
    assert set(writer[train]).isdisjoint(writer[val])
    for kind in kinds:  # the last writer chosen adds at most 131 images
        share = (part[val] == kind).sum() / (part == kind).sum()
        assert 0.2 <= share < 0.2 + 131 / (part == kind).sum()
    assert len(data.X_val) == len(data.Y_val) == len(val)
    labels = load_data()[1].argmax(axis=1)
    assert np.array_equal(data.Y_val.argmax(axis=1), labels[val])
    same_seed, other_seed = (
        writers.split_rows(labels, np.random.default_rng(seed), "writers")[1]
        for seed in (0, 1)
    )
    assert np.array_equal(same_seed, val)
    assert set(writer[other_seed]) != set(writer[val])


def test_a_split_by_images_is_one_permutation_on_which_stored_runs_rely():
    train, val = writers.split_rows(np.zeros(7), np.random.default_rng(3), "images")
    order = np.random.default_rng(3).permutation(7)
    assert [*train, *val] == order.tolist()
    assert len(train) == 6


def test_unknown_splits_and_writers_of_other_data_are_refused(tmp_path):
    with pytest.raises(ValueError, match="'images' or 'writers', got 'writer'"):
        load_mnist(split="writer")
    with pytest.raises(ValueError, match="for MNIST alone, whose writers are known"):
        load_mnist(tmp_path, split="writers")
    with pytest.raises(ValueError, match=r"writers\.npz: expected the labels of MNIST"):
        writers.read_writers(np.zeros(60000))


@pytest.mark.parametrize("dtype", [np.int64, "uint8", complex])
def test_other_dtypes_than_floats_are_refused(dtype):
    with pytest.raises(TypeError, match="dtype must be a float type"):
        load_mnist(dtype=dtype)


@pytest.mark.parametrize(
    ("batch_size", "n", "error", "message"),
    [
        (8, 7, ValueError, "batch_size is 8, but there are only 7 images"),
        (0, 7, ValueError, "batch_size must be at least 1, got 0"),
        (True, 7, TypeError, "batch_size must be a whole number, got True"),
        (2, 6, ValueError, "equally many rows"),
    ],
)
def test_load_batch_refuses_at_once_what_is_unfit(batch_size, n, error, message):
    with pytest.raises(error, match=message):
        load_batch(np.ones((7, 2)), np.ones(n), batch_size)

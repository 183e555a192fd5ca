"""Read files in the idx format of MNIST.

An idx file has a header of big-endian 32-bit numbers: the magic number (0x0800 plus the
number of dimensions, for unsigned bytes), then the size of each dimension. The bytes
follow.
"""

import gzip
import hashlib
import pathlib
import struct
import zlib

import numpy as np

BROKEN = (OSError, EOFError, zlib.error, struct.error, ValueError)


def read_idx(directory, name, rank, sha256=None):
    """Return the uint8 array in the idx file `name` or `name`.gz of `directory`.

    The array has `rank` dimensions: 3 for images, 1 for labels. FileNotFoundError if
    neither file exists; ValueError if the content does not fit the rank and the header,
    or the file on the disk does not have this SHA-256 hash.
    """
    content = _find(pathlib.Path(directory), name).read_bytes()
    if sha256 is not None:
        found = hashlib.sha256(content).hexdigest()
        advice = "; the bundled file is damaged, install the package again"
        _expect(found == sha256, name, f"SHA-256 {sha256}", found + advice)
    try:
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
        magic, *shape = struct.unpack_from(f">{1 + rank}I", content)
        array = np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)
    except BROKEN as error:
        raise ValueError(f"{name}: this is no whole idx file ({error})") from error
    wanted = f"unsigned bytes in {rank} dimensions"
    is_wanted = magic == 0x0800 + rank and array.size > 0
    _expect(is_wanted, name, wanted, f"magic number 0x{magic:08x}, shape {array.shape}")
    return array


def read_parts(directory, num_classes, checksums):
    """Return (images, labels) of the training and of the test part, as uint8.

    Errors are as in `read_idx`; also ValueError if the files do not fit each other.
    `checksums` is {name of a file: its SHA-256 hash}.
    """
    parts = []
    for part in ("train", "t10k"):
        name = f"{part}-images-idx3-ubyte"
        images = read_idx(directory, name, 3, checksums.get(name))
        name = f"{part}-labels-idx1-ubyte"
        labels = read_idx(directory, name, 1, checksums.get(name))
        _check_labels(labels, name, len(images), num_classes)
        parts.append((images, labels))
    sizes = [images.shape[1:] for images, _ in parts]
    wanted = f"images of {sizes[0]} pixels as in train-images-idx3-ubyte"
    _expect(sizes[1] == sizes[0], "t10k-images-idx3-ubyte", wanted, sizes[1])
    return parts


def _expect(condition, name, wanted, found):
    """Raise a ValueError about the file `name` unless the condition is true."""
    if not condition:
        raise ValueError(f"{name}: expected {wanted}, found {found}")


def _check_labels(labels, name, num_images, num_classes):
    """Refuse labels that do not fit the images or the classes."""
    wanted = f"{num_images} labels, one per image"
    _expect(len(labels) == num_images, name, wanted, len(labels))
    where = int(labels.argmax())
    wanted = f"labels from 0 to {num_classes - 1}"
    found = f"{labels[where]} at item {where}"
    _expect(labels[where] < num_classes, name, wanted, found)


def _find(directory, name):
    """Return the path of the file, plain or compressed."""
    for path in (directory / name, directory / f"{name}.gz"):
        if path.is_file():
            return path
    there = sorted(p.name for p in directory.iterdir()) if directory.is_dir() else []
    raise FileNotFoundError(
        f"{name}: expected it, plain or with .gz, in {directory}; "
        f"found {', '.join(there[:8]) or 'nothing'}"
    )

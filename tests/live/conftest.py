"""Run JavaScript of book/live in Node."""

import json
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parent.parent.parent
LIVE = ROOT / "book" / "live"
sys.path[:0] = [str(ROOT / "book" / "_ext"), str(LIVE), str(LIVE / "figures")]


@pytest.fixture(scope="session")
def js():
    """Return a function that runs JavaScript in Node and returns its result."""
    import live

    def run(code, *modules, **given):
        """Run the body of an async function, with these modules of book/live."""
        imports = "".join(
            f"import * as {name.rpartition('/')[2]} from "
            f"{json.dumps((LIVE / name).as_uri() + '.js')};\n"
            for name in modules
        )
        begin = 'import { readFileSync } from "node:fs";\n'
        begin += 'const given = JSON.parse(readFileSync(0, "utf-8"));\n'
        # JSON would make objects of typed arrays.
        end = (
            "const plain = (k, v) => ArrayBuffer.isView(v) ? Array.from(v) : v;\n"
            "process.stdout.write(JSON.stringify(await (async () => {"
            f"{code}}})(), plain));"
        )
        done = subprocess.run(
            [live.node(), "--input-type=module", "-e", imports + begin + end],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run

"""Run JavaScript of book/live in Node."""

import json
import subprocess

import pytest
from notebooks import LIVE


@pytest.fixture(scope="session")
def js():
    """Return a function that runs JavaScript in Node and returns its result."""
    from _ext import live_directive

    def run(code, *modules, **given):
        """Run code that may use `given`, and these modules of book/live by their names.

        It is the body of an async function, whose result is returned.
        """
        script = 'import { readFileSync } from "node:fs";\n'
        for name in modules:
            address = json.dumps((LIVE / name).as_uri() + ".js")
            script += f"import * as {name.rpartition('/')[2]} from {address};\n"
        script += 'const given = JSON.parse(readFileSync(0, "utf-8"));\n'
        script += f"const result = await (async () => {{{code}}})();\n"
        # JSON would make objects of typed arrays.
        script += "const plain = (k, v) => ArrayBuffer.isView(v) ? Array.from(v) : v;\n"
        script += "process.stdout.write(JSON.stringify(result, plain));"
        done = subprocess.run(
            [live_directive.node(), "--input-type=module", "-e", script],
            input=json.dumps(given),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run

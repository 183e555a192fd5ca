// Make the archives that a page loads first: node compiled.mjs PYODIDE FOLDER WHEEL ...
//
// Only the page's own Python can compile modules for it. So this runs that Python in Node,
// where compiled.py finds out which modules a check imports.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide, folder, ...wheels] = process.argv.slice(2);
const text = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

const { loadPyodide } = await import(pathToFileURL(path.join(pyodide, "pyodide.mjs")));
// No error on a page shows columns of code; without these a module is a third smaller. With
// a fixed hash seed, a module always becomes the same bytes.
const env = { PYTHONNODEBUGRANGES: "1", PYTHONHASHSEED: "0" };
const python = await loadPyodide({ indexURL: pyodide, env });
python.runPython(text("compiled.py"));
for (const [k, wheel] of wheels.entries()) {
  const bytes = new Uint8Array(readFileSync(wheel));
  python.FS.writeFile(`/wheel${k}.zip`, bytes);
  python.unpackArchive(bytes, "zip", { extractDir: python._api.sitePackages }); // as worker.js
}
const page = python.toPy({ post() {} });
for (const name of ["order.py", "cells.py", "data.py"]) python.runPython(text(name), { globals: page });
await page.get("run")(python.globals.get("CELL"), "hidden cell 1", python.globals);
for (const name of python.globals.get("pack")())
  writeFileSync(path.join(folder, name), python.FS.readFile(`/${name}`));
process.exit(0);

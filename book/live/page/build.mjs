// Bundle what runs Python in a page: node build.mjs FOLDER
//
// Each exercise page loads start.js. The bundles are modules, which need a server, and are
// loaded when the reader presses the button.

import { fileURLToPath } from "node:url";
import path from "node:path";
import { build } from "esbuild";
import { writeLicenses } from "../licenses.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.resolve(process.argv[2]);

const { metafile } = await build({
  entryPoints: ["page.js", "worker.js"],
  absWorkingDir: here,
  outdir: folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  external: ["./pyodide.mjs"],
  loader: { ".py": "text" },
  metafile: true,
  logLevel: "warning",
});
await writeLicenses(metafile, here, path.join(folder, "LICENSES-scripts.txt"));

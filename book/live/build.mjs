// Bundle scripts of this folder into classic ones: node build.mjs FOLDER VERSION NAME ...
//
// A page that was opened as a file may load classic scripts and nothing else.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const [out, version, ...names] = process.argv.slice(2);
const folder = path.resolve(out);
const common = { bundle: true, minify: true, format: "iife", target: "es2020" };
const define = { VERSION: JSON.stringify(version) }; // read anew what has changed

// import text from "./worker.js?text": a script, bundled, as a text.
const asText = {
  name: "text",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?text$/ }, ({ path: name, resolveDir }) => ({
      path: path.join(resolveDir, name.replace("?text", "")),
      namespace: "text",
    }));
    onLoad({ filter: /.*/, namespace: "text" }, async ({ path: file }) => {
      const made = await build({ ...common, entryPoints: [file], write: false });
      return { contents: made.outputFiles[0].text, loader: "text" };
    });
  },
};

const { metafile } = await build({
  ...common,
  define,
  entryPoints: ["loader.js", "live.css", ...names.map((name) => `figures/${name}.js`)],
  entryNames: "[name]",
  absWorkingDir: here,
  outdir: folder,
  plugins: [asText],
  metafile: true,
  logLevel: "warning",
});

// The licenses of what is inside.
const packages = new Set();
for (const file of Object.keys(metafile.inputs)) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  if (found) packages.add(path.resolve(here, found[1]));
}
const texts = [...packages].sort().map(async (one) => {
  const text = await readFile(path.join(one, "LICENSE"), "utf-8");
  return `${path.basename(one)}\n\n${text}`;
});
const all = (await Promise.all(texts)).join("\n\n");
if (all) await writeFile(path.join(folder, "LICENSES.txt"), all);

// Bundle the figures into classic scripts: node build.mjs FOLDER VERSION NAME ...
// A page that was opened as a file may load no other scripts.

import { fileURLToPath } from "node:url";
import path from "node:path";
import { build } from "esbuild";
import { writeLicenses } from "./licenses.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const [out, version, ...names] = process.argv.slice(2);
const folder = path.resolve(out);
const common = { bundle: true, minify: true, format: "iife", target: "es2020" };
const define = { VERSION: JSON.stringify(version) }; // so no browser keeps an old file

// `import text from "./worker.js?text"` gives a bundled script as a text.
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

await writeLicenses(metafile, here, path.join(folder, "LICENSES.txt"));

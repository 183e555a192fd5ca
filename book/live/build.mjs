// Bundle the scripts of the pages: node build.mjs figures FOLDER VERSION NAME ...
//                                  node build.mjs page FOLDER
//
// Figures become classic scripts, since a page that was opened as a file may load no others.
// What runs Python in a page is loaded when the reader presses the button. It becomes
// modules, which need a server.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const [kind, out, version, ...names] = process.argv.slice(2);
const folder = path.resolve(out);
const classic = { bundle: true, minify: true, format: "iife", target: "es2020" };

// `import text from "./worker.js?text"` gives a bundled script as a text.
const asText = {
  name: "text",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?text$/ }, ({ path: name, resolveDir }) => ({
      path: path.join(resolveDir, name.replace("?text", "")),
      namespace: "text",
    }));
    onLoad({ filter: /.*/, namespace: "text" }, async ({ path: file }) => {
      const made = await build({ ...classic, entryPoints: [file], write: false });
      return { contents: made.outputFiles[0].text, loader: "text" };
    });
  },
};

const figures = {
  ...classic,
  define: { VERSION: JSON.stringify(version) }, // so no browser keeps an old file
  entryPoints: ["loader.js", "live.css", ...names.map((name) => `figures/${name}.js`)],
  entryNames: "[name]",
  absWorkingDir: here,
  plugins: [asText],
};
const page = {
  ...{ bundle: true, minify: true, format: "esm", target: "es2022" },
  entryPoints: ["page.js", "worker.js"],
  absWorkingDir: path.join(here, "page"),
  external: ["./pyodide.mjs"],
  loader: { ".py": "text" },
};
const options = { figures, page }[kind];
const common = { outdir: folder, metafile: true, logLevel: "warning" };
const { metafile } = await build({ ...options, ...common });

// Write the licenses of the packages that are in the bundles.
const packages = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) packages.add(path.resolve(options.absWorkingDir, found[1]));
}
const texts = [...packages].sort().map(async (one) => {
  const text = await readFile(path.join(one, "LICENSE"), "utf-8");
  return `${path.basename(one)}\n\n${text}`;
});
const all = (await Promise.all(texts)).join("\n\n");
await writeFile(path.join(folder, "LICENSES-scripts.txt"), all);

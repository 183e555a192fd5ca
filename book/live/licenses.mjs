// Write the licenses of the packages that esbuild put into a bundle.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

export async function writeLicenses(metafile, base, file) {
  const packages = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(path.resolve(base, found[1]));
  }
  const texts = [...packages].sort().map(async (one) => {
    const text = await readFile(path.join(one, "LICENSE"), "utf-8");
    return `${path.basename(one)}\n\n${text}`;
  });
  const all = (await Promise.all(texts)).join("\n\n");
  if (all) await writeFile(file, all);
}

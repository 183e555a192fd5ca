// The page's Python, in a worker: the page sends { cells } to run, or { interrupt },
// and hears progress, ready, failed, arriving, stream, show, update, done { ok } and died.

import { loadPyodide } from "./pyodide.mjs";
import glue from "./cells.py";
import data from "./data.py";

const here = new URL("./", import.meta.url).href;
const post = (kind, more) => self.postMessage({ kind, ...more });

// What is fetched is counted as it arrives; the core is unpacked here.
const plainFetch = self.fetch.bind(self);
let received = 0;
async function countedFetch(request, options) {
  const isCore = /\.wasm$/.test(request);
  const answer = await plainFetch(isCore ? `${request}.bin` : request, options);
  if (!answer.ok) throw new Error(`${new URL(request, here).pathname}: ${answer.status}`);
  const count = new TransformStream({
    transform(chunk, controller) {
      post("progress", { bytes: (received += chunk.length) });
      controller.enqueue(chunk);
    },
  });
  let body = answer.body.pipeThrough(count);
  if (isCore) body = body.pipeThrough(new DecompressionStream("deflate"));
  const type = isCore ? "application/wasm" : answer.headers.get("Content-Type");
  return new Response(body, { headers: { "Content-Type": type } });
}

// What Python cannot catch, such as a stack that is too deep for the browser, ends it.
const died = () => post("died");

// A file of the site, at once: Python is waiting for it.
function fetchNow(name) {
  post("arriving", { what: name });
  const request = new XMLHttpRequest();
  request.open("GET", `${here}data/${name}`, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${name}: ${request.status}`);
  return new Uint8Array(request.response);
}

async function start() {
  self.fetch = countedFetch;
  const packages = ["numpy", "course"];
  const python = await loadPyodide({ indexURL: here, packages, env: { MPLBACKEND: "agg" } });
  self.fetch = plainFetch;
  python._api.on_fatal = died;
  const tell = (kind, what) => post(kind, what.toJs({ dict_converter: Object.fromEntries }));
  const space = python.toPy({ post: tell });
  python.runPython(glue, { globals: space });
  const files = python.toPy({});
  python.runPython(data, { globals: files });
  files.get("install")((name, path) => python.FS.writeFile(path, fetchNow(name)));
  return { python, run: space.get("run") };
}

const started = start();
started.then(
  () => post("ready"),
  (error) => post("failed", { text: String(error.message ?? error) }),
);

const DRAWS = /\b(plots\.|plt\.|pyplot|matplotlib)/;

async function run(cells) {
  const { python, run: runCell } = await started;
  let ok = true;
  for (const { source, name } of cells) {
    if (DRAWS.test(source) && !python.loadedPackages.matplotlib) {
      post("arriving", { what: "Matplotlib, which draws figures," });
      const errorCallback = () =>
        post("stream", { name: "stderr", text: "Matplotlib did not arrive. Are you online?\n" });
      await python.loadPackage("matplotlib", { messageCallback() {}, errorCallback });
    }
    ok &&= await runCell(source, name, python.globals);
  }
  return ok;
}

let turn = Promise.resolve();
self.onmessage = ({ data }) => {
  turn = turn.then(async () => {
    const { python } = await started;
    if (data.interrupt) return python.setInterruptBuffer(data.interrupt);
    await run(data.cells).then((ok) => post("done", { ok }), died);
  });
};

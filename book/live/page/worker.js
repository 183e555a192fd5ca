// Run the page's Python in a worker. The page sends { cells, all }, the cells to run and the
// texts of all cells that it shows; or { interrupt }. It gets progress, ready, failed,
// arriving, stream, show, update, done { ok } and died.

import { loadPyodide } from "./pyodide.mjs";
import order from "./order.py";
import glue from "./cells.py";
import data from "./data.py";

const PACKED = /(asm\.wasm|stdlib\.zip|first\.zip)$/;
const DRAWS = /\b(plots\.|plt\.|pyplot|matplotlib)/;
const here = new URL("./", import.meta.url).href;
const post = (kind, more) => self.postMessage({ kind, ...more });
const died = () => post("died"); // Python cannot catch everything, for example a stack overflow
const failed = (text) => (post("failed", { text }), Error(text));

// Count the bytes that arrive, and decompress the files that come first.
const plainFetch = self.fetch.bind(self);
let received = 0;
self.fetch = async (request, options) => {
  const isPacked = PACKED.test(request);
  const answer = await plainFetch(isPacked ? `${request}.bin` : request, options).catch(String);
  const fault = `${new URL(request, here).pathname}: ${answer.status ?? answer}`;
  if (!answer.ok) throw (isPacked ? failed : Error)(fault); // Pyodide would not notice
  const transform = (chunk, controller) => {
    post("progress", { bytes: (received += chunk.length) });
    controller.enqueue(chunk);
  };
  let body = answer.body.pipeThrough(new TransformStream({ transform }));
  if (isPacked) body = body.pipeThrough(new DecompressionStream("deflate"));
  return new Response(body, { headers: { "Content-Type": "application/wasm" } });
};

// Fetch a file of the site synchronously, since Python is waiting for it.
function fetchNow(name) {
  post("arriving", { what: name });
  const request = new XMLHttpRequest();
  request.open("GET", `${here}data/${name}`, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${name}: ${request.status}`);
  return new Uint8Array(request.response);
}

// Write the files of an archive without compression. Python would take ten times as long.
function unpack(archive, folder, FS) {
  const [view, words] = [new DataView(archive), new TextDecoder()];
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    // The lengths of a file's name and of a field that nobody reads
    const [name, extra] = [26, 28].map((place) => view.getUint16(at + place, true));
    const begin = at + 30 + name + extra;
    const end = begin + view.getUint32(at + 22, true);
    const path = `${folder}/${words.decode(new Uint8Array(archive, at + 30, name))}`;
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, new Uint8Array(archive, begin, end - begin), { canOwn: true });
    at = end;
  }
}

async function start() {
  const first = self.fetch(`${here}first.zip`).then((answer) => answer.arrayBuffer());
  const python = await loadPyodide({ indexURL: here, env: { MPLBACKEND: "agg" } });
  python._api.on_fatal = died;
  // NumPy and the course. loadPackage would compile all machine code at once.
  unpack(await first, python._api.sitePackages, python.FS);
  const tell = (kind, what) =>
    post(kind, { output: what.toJs({ dict_converter: Object.fromEntries }) });
  const space = python.toPy({ post: tell });
  for (const code of [order, glue, data]) python.runPython(code, { globals: space });
  const put = (name, path) => python.FS.writeFile(path, fetchNow(name));
  space.get("install").callKwargs(put, { chapter: self.name === "chapter" });
  post("ready");
  // A check imports these, for which a reader who types at first need not wait.
  setTimeout(() => python.runPython("import coursework.questions.shared.from_text, numpy.random"));
  return { python, run: space.get("run") };
}

const started = start();
started.catch((error) => failed(String(error.message ?? error)));

async function run(cells, all) {
  const { python, run: runCell } = await started;
  const texts = python.toPy(all);
  for (const { source, name } of cells) {
    if (DRAWS.test(source) && !python.loadedPackages.matplotlib) {
      post("arriving", { what: "Matplotlib, which draws figures," });
      await python.loadPackage("matplotlib", { messageCallback() {} });
    }
    if (!(await runCell(source, name, python.globals, texts))) return false;
  }
  return true;
}

self.onmessage = async ({ data: { interrupt, cells, all } }) => {
  if (interrupt) (await started).python.setInterruptBuffer(interrupt);
  else run(cells, all).then((ok) => post("done", { ok }), died);
};

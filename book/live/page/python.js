// The page's Python: one worker, and one cell at a time. Where the page is isolated
// (offline.js), a cell can be interrupted. Elsewhere another worker is started.

const LIMIT = 60_000; // milliseconds that a cell may run before the page asks
const GRACE = 30_000; // how long the page waits for an answer
const PATIENCE = 5_000; // for Python to heed an interrupt
const PHASES = ["progress", "ready", "failed", "arriving"];
const OUTPUTS = ["stream", "show", "update"];

export class Python {
  // `page` has its cells as they are `given`, progress({ bytes }), ready(),
  // failed({ text }), arriving({ what }) and long(). Python starts when `kept` has come.
  constructor(base, page, kept) {
    Object.assign(this, { base, page });
    const hidden = page.given.filter((one) => one.hidden); // they run before any other
    this.setup = hidden.map(({ source }, k) => ({ source, name: `hidden cell ${k + 1}` }));
    kept.then(() => this.start());
  }

  start() {
    const worker = new Worker(new URL("worker.js", this.base), { type: "module" });
    Object.assign(this, { worker, ready: false, interrupt: null, first: this.setup });
    worker.onmessage = ({ data }) => worker === this.worker && this.hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.ready) this.end("died");
      else this.page.failed({ text: event.message ?? "its script did not arrive" });
    };
    if (globalThis.crossOriginIsolated) {
      this.interrupt = new Uint8Array(new SharedArrayBuffer(1));
      worker.postMessage({ interrupt: this.interrupt });
    }
  }

  hear({ kind, ...what }) {
    if (kind === "ready") this.ready = true;
    if (kind === "done") this.finish(this.stopping ? "stopped" : what.ok ? "done" : "error");
    else if (kind === "died") this.end("died");
    else if (PHASES.includes(kind)) this.page[kind](what);
    else if (OUTPUTS.includes(kind)) this.cell?.[kind](what.output);
  }

  // Run a cell; the answer is "done", "error", "stopped" or "died".
  run(cell) {
    if (this.interrupt) this.interrupt[0] = 0;
    this.worker.postMessage({ cells: [...this.first, { source: cell.text, name: cell.name }] });
    this.first = [];
    this.timer = setTimeout(() => {
      this.timer = setTimeout(() => this.stop(), GRACE);
      this.page.long();
    }, LIMIT);
    return new Promise((resolve) => Object.assign(this, { cell, resolve, stopping: false }));
  }

  stop() {
    if (!this.cell || this.stopping) return;
    if (!this.interrupt) return this.end("stopped");
    this.stopping = true;
    this.interrupt[0] = 2; // SIGINT
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end("stopped"), PATIENCE);
  }

  finish(how) {
    clearTimeout(this.timer);
    this.cell = null;
    this.resolve?.(how);
  }

  // End the worker and start another: no variable is left.
  end(how) {
    this.worker.terminate();
    this.start();
    this.finish(how);
  }
}

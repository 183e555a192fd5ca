// The page's Python as the page sees it: one worker, and one cell at a time.
//
// Where the host isolates the page (COOP and COEP), a cell can be interrupted and the
// variables stay. Elsewhere the worker is ended, and another is started.

const LIMIT = 60_000; // milliseconds that a cell may run before the page asks
const GRACE = 30_000; // how long the page waits for an answer
const PHASES = ["progress", "ready", "failed", "arriving"];
const OUTPUTS = ["stream", "show", "update"];
const PATIENCE = 3_000; // for Python to heed an interrupt

export class Python {
  // `tell` has a function for each thing that the page shows: progress({ bytes }),
  // ready(), failed({ text }), arriving({ what }) and long().
  constructor(base, tell) {
    Object.assign(this, { base, tell, ready: false, running: null });
    this.start();
  }

  start() {
    this.ready = false;
    const worker = new Worker(new URL("worker.js", this.base), { type: "module" });
    this.worker = worker;
    worker.onmessage = ({ data }) => worker === this.worker && this.hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.ready) this.end("died");
      else this.tell.failed({ text: event.message ?? "its script did not arrive" });
    };
    this.interrupt = null;
    if (globalThis.crossOriginIsolated) {
      this.interrupt = new Uint8Array(new SharedArrayBuffer(1));
      this.worker.postMessage({ interrupt: this.interrupt });
    }
  }

  hear({ kind, ...what }) {
    const { output } = this.running ?? {};
    if (kind === "ready") this.ready = true;
    if (PHASES.includes(kind)) this.tell[kind](what);
    else if (kind === "done") this.finish(this.stopping ? "stopped" : what.ok ? "done" : "error");
    else if (kind === "died") this.end("died");
    else if (OUTPUTS.includes(kind)) output?.[kind](what);
  }

  // Run cells, [{ source, name }]; the answer is "done", "error", "stopped" or "died".
  run(cells, output) {
    if (this.interrupt) this.interrupt[0] = 0;
    this.stopping = false;
    this.worker.postMessage({ cells });
    this.limit = setTimeout(() => {
      this.limit = setTimeout(() => this.stop(), GRACE);
      this.tell.long();
    }, LIMIT);
    return new Promise((resolve) => {
      this.running = { output, resolve };
    });
  }

  goOn() {
    clearTimeout(this.limit);
  }

  stop() {
    if (!this.running || this.stopping) return;
    if (!this.interrupt) return this.end("stopped");
    this.stopping = true;
    this.interrupt[0] = 2; // SIGINT
    this.patience = setTimeout(() => this.end("stopped"), PATIENCE);
  }

  finish(how) {
    clearTimeout(this.limit);
    clearTimeout(this.patience);
    const { resolve } = this.running ?? {};
    this.running = null;
    resolve?.(how);
  }

  // End the worker and start another: no variable is left.
  end(how) {
    this.worker.terminate();
    this.start();
    this.finish(how);
  }
}

// Run the page's Python in a worker, one cell at a time. Where the page is isolated
// (offline.js), a cell can be interrupted. Elsewhere a new worker replaces the old one.

const WAITS = [1_000, 2_000, 3_000]; // how long Python may take to react to an interrupt
const PHASES = ["progress", "ready", "failed", "arriving"];
const OUTPUTS = ["stream", "show", "update"];

export class Python {
  // `page` has `given` cells, progress({ bytes }), ready(), failed({ text }),
  // and arriving({ what }). Python starts when `kept` is settled.
  constructor(base, page, kept) {
    Object.assign(this, { base, page, kind: { type: "module", name: page.root.dataset.kind } });
    const hidden = page.given.filter((one) => one.hidden); // run before the cells below them
    this.setup = hidden.map(({ id, source }, k) => ({ id, source, name: `hidden cell ${k + 1}` }));
    kept.then(() => this.start());
  }

  start() {
    const worker = new Worker(new URL("worker.js", this.base), this.kind);
    Object.assign(this, { worker, ready: false, interrupt: null, waiting: this.setup });
    worker.onmessage = ({ data }) => worker === this.worker && this.hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (this.ready) this.end("died");
      else this.page.failed({ text: event.message ?? "its script did not arrive" });
    };
    if (globalThis.crossOriginIsolated) {
      // WebKitGTK has no SharedArrayBuffer by that name.
      const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
      this.interrupt = new Uint8Array(memory.buffer);
      worker.postMessage({ interrupt: this.interrupt });
    }
  }

  hear({ kind, ...what }) {
    if (kind === "ready") this.ready = true;
    if (kind === "done") this.finish(this.stopping || (what.ok ? "done" : "error"));
    else if (kind === "died") this.end("died");
    else if (PHASES.includes(kind)) this.page[kind](what);
    else if (OUTPUTS.includes(kind)) this.cell?.[kind](what.output);
  }

  // Return the hidden cells that have not run and that a cell needs; in an exercise, all.
  hiddenFor({ given: { needs } }) {
    return this.waiting.filter(({ id }) => !needs || needs.includes(id));
  }

  textsFor(cell) {
    return [...this.hiddenFor(cell).map(({ source }) => source), cell.text];
  }

  // Run a cell; resolve to "done", "error", "stopped" or "died".
  run(cell) {
    if (this.interrupt) this.interrupt[0] = 0;
    const hidden = this.hiddenFor(cell);
    const cells = [...hidden, { source: cell.source, name: cell.name }];
    const all = this.page.cells.map(({ name, text }) => [name, text]);
    this.worker.postMessage({ cells, all });
    this.waiting = this.waiting.filter((one) => !hidden.includes(one));
    return new Promise((resolve) => Object.assign(this, { cell, resolve, stopping: "" }));
  }

  stop() {
    if (!this.cell || this.stopping) return;
    if (!this.interrupt) return this.end("stopped");
    this.stopping = "stopped";
    const ask = ([wait, ...others]) => {
      this.interrupt[0] = 2; // SIGINT; Python loses about one in eighty
      const next = () => (others.length ? ask(others) : this.end("stopped"));
      this.timer = setTimeout(next, wait);
    };
    ask(WAITS);
  }

  finish(how) {
    clearTimeout(this.timer);
    this.cell = null;
    this.resolve?.(how);
  }

  // Replace the worker; all variables are lost.
  end(how) {
    this.worker.terminate();
    this.start();
    this.finish(how);
  }
}

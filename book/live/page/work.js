// Store the reader's work on a page in this browser; download it and upload it.

import { h } from "../figure.js";
import { readUpload, writeNotebook } from "./notebook.js";
import * as store from "./store.js";

const ELSEWHERE = "This page was changed in another tab: load it again before you go on here.";

export class Work {
  // `page` has root, notebook, `given` cells, their `places` on the page, and say(text).
  constructor(page) {
    const name = store.nameOf(location.href);
    const { work, apart } = store.load(name, page.given);
    Object.assign(this, { page, name, kept: work, apart });
    page.root.after(page.root.querySelector(".python-kept").content);
    const node = page.root.nextElementSibling;
    this.file = node.querySelector("input");
    this.file.onchange = () => this.upload();
    const [download, open, clear] = node.querySelectorAll("button");
    download.onclick = () => this.download();
    open.onclick = () => this.file.click();
    clear.onclick = () => this.clear();
    this.others = node.querySelector("details");
    this.showApart();
    addEventListener("storage", ({ key }) => key === name && page.say(ELSEWHERE));
  }

  // Show the texts whose cells have changed or are gone.
  showApart() {
    const texts = this.apart.map((text) => h("pre", {}, text));
    this.others.replaceChildren(this.others.firstElementChild, ...texts);
    this.others.hidden = !texts.length;
  }

  save() {
    const problem = store.save(this.name, this.page.places, this.apart);
    if (problem) this.page.say(problem);
  }

  download() {
    const { root, notebook, places } = this.page;
    const text = `${JSON.stringify(writeNotebook(notebook, places), null, 1)}\n`;
    const href = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
    h("a", { href, download: /[^/]+\.ipynb/.exec(root.dataset.notebook)[0] }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
    this.page.say("Your browser has the notebook now, with what its cells have put out.");
  }

  async upload() {
    const [file] = this.file.files;
    this.file.value = "";
    if (!file) return;
    const { problem, work, apart } = readUpload(await file.text(), this.page.given);
    if (problem) return this.page.say(problem);
    const isBegun = this.page.places.some((one) => one.text !== one.given.source);
    if (isBegun && !confirm(`Put ${file.name} in the place of what stands here?`)) return;
    this.put(work, [...new Set([...this.apart, ...apart])]);
    this.page.say(`${file.name} is open.`);
  }

  clear() {
    if (!confirm("Forget everything that you wrote on this page?")) return;
    this.put({}, []);
    this.page.say("The page is as it was given.");
  }

  put(work, apart) {
    for (const one of this.page.places) one.set(work[one.given.id]);
    this.apart = apart;
    this.showApart();
    this.save();
  }
}

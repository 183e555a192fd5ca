// An editor of Python that replaces a listing.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import * as language from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

// The lines that a hint is about are marked until the text changes.
const marks = StateEffect.define();
const MARKED = { class: "python-marked", attributes: { title: "Hint 2 is about this line" } };
const marked = StateField.define({
  create: () => Decoration.none,
  update: (now, { docChanged, effects }) =>
    docChanged ? Decoration.none : (effects.find((one) => one.is(marks))?.value ?? now),
  provide: (field) => EditorView.decorations.from(field),
});

// Find the lines [number, text], those at least that still have this text.
function found(doc, lines) {
  const there = lines.filter(([n, text]) => n <= doc.lines && doc.line(n).text.trim() === text);
  return there.map(([n]) => doc.line(n).from);
}

// A line that is too long goes on to the right of where it begins (page.css).
const hanging = EditorView.decorations.compute(["doc"], ({ doc }) => {
  const style = (text) => `--hang: ${text.length - text.trimStart().length + 2}ch`;
  const lines = Array.from({ length: doc.lines }, (_, k) => doc.line(k + 1));
  const set = ({ from, text }) => Decoration.line({ attributes: { style: style(text) } }).range(from);
  return Decoration.set(lines.map(set));
});

export function editor(doc, label, onrun, onchange) {
  const run = () => onrun() ?? true; // true: the editor does nothing else with the key
  const keys = [...historyKeymap, ...defaultKeymap, indentWithTab];
  const extensions = [
    keymap.of([{ key: "Shift-Enter", run }, { key: "Mod-Enter", run }, ...keys]),
    history(),
    lineNumbers(),
    EditorView.lineWrapping,
    marked,
    hanging,
    python(),
    language.indentUnit.of("    "),
    EditorState.tabSize.of(4),
    language.bracketMatching(),
    language.indentOnInput(),
    language.syntaxHighlighting(classHighlighter),
    EditorView.contentAttributes.of({
      "aria-label": `${label}. Escape, then Tab, leaves the editor.`,
    }),
    EditorView.updateListener.of((update) => update.docChanged && onchange()),
  ];
  const view = new EditorView({ doc, extensions });
  return {
    node: view.dom,
    text: () => view.state.doc.toString(),
    mark: (lines) => {
      const places = found(view.state.doc, lines);
      const set = Decoration.set(places.map((from) => Decoration.line(MARKED).range(from)));
      const shown = places.map((from) => EditorView.scrollIntoView(from));
      view.dispatch({ effects: [marks.of(set), ...shown] });
    },
    set: (insert) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } }),
  };
}

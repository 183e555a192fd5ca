// An editor of Python that replaces a listing.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import * as language from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

export function editor(doc, label, onrun, onchange) {
  const run = () => onrun() ?? true; // true: the editor does nothing else with the key
  const keys = [...historyKeymap, ...defaultKeymap, indentWithTab];
  const extensions = [
    keymap.of([{ key: "Shift-Enter", run }, { key: "Mod-Enter", run }, ...keys]),
    history(),
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
    set: (insert) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } }),
  };
}

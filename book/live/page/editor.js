// An editor of Python in place of a listing.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

export function editor({ text, label, onrun, onchange }) {
  const go = () => {
    onrun();
    return true;
  };
  const view = new EditorView({
    doc: text,
    extensions: [
      keymap.of([
        { key: "Shift-Enter", run: go },
        { key: "Mod-Enter", run: go },
        ...closeBracketsKeymap,
        ...historyKeymap,
        ...defaultKeymap,
        indentWithTab,
      ]),
      history(),
      python(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      bracketMatching(),
      closeBrackets(),
      indentOnInput(),
      syntaxHighlighting(classHighlighter),
      EditorView.contentAttributes.of({
        "aria-label": `${label}. Escape, then Tab, leaves the editor.`,
      }),
      EditorView.updateListener.of((update) => update.docChanged && onchange()),
    ],
  });
  return {
    node: view.dom,
    text: () => view.state.doc.toString(),
    set: (insert) =>
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } }),
  };
}

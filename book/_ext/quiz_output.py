"""Write a quiz (quiz.py) in HTML."""

NOTE = "Nothing is recorded: answers stay on this page."
# In HTML without quiz.js, inputs, button and note stay hidden, and each answer has its
# reason below it. method="dialog" sends nothing.


def visit_quiz(self, node):
    data = ""
    if node["name"]:
        data = f'data-name="{node["name"]}" data-about="{node["about"]}" '
        if node["draws"]:
            data += f'data-draws="{self.encode(node["draws"])}" '
    self.body.append(
        f'<form class="quiz" method="dialog" id="quiz-{node["number"] + 1}" {data}'
        'autocomplete="off"><fieldset>\n'
    )


def depart_quiz(self, node):
    self.body.append(
        '<p class="quiz-live"><button type="submit">Check</button></p>\n'
        '<output class="quiz-verdict" aria-live="polite"></output>\n'
    )
    if node["has_note"]:
        self.body.append(f'<p class="quiz-live quiz-note">{NOTE}</p>\n')
    self.body.append("</fieldset></form>\n")


def visit_question(self, node):
    title = self.encode(node.parent["title"])
    self.body.append(f'<legend><span class="quiz-title">{title}</span> ')


def depart_question(self, node):
    if node.parent["several"]:
        self.body.append(" <em>(Choose all that are right.)</em>")
    self.body.append("</legend>\n")


def visit_body(self, node):
    self.body.append('<div class="quiz-body">\n')


def visit_option(self, node):
    data = f' data-mistake="{self.encode(node["mistake"])}"' if node["mistake"] else ""
    right = str(node["right"]).lower()
    self.body.append(f'<div class="quiz-option" data-right="{right}"{data}>\n')


def depart_div(self, node):
    self.body.append("</div>\n")


def visit_answer(self, node):
    top = node.parent.parent
    words = node.parent.get("label")
    label = f' aria-label="{self.encode(words)}"' if words else ""
    kind = "checkbox" if top["several"] else "radio"
    name = f"quiz-{top['number'] + 1}"
    self.body.append(f'<label><input type="{kind}" name="{name}"{label}> ')
    self.body.append('<span class="quiz-choice">')


def depart_answer(self, node):
    self.body.append("</span></label> ")
    self.body.append('<span class="quiz-mark" aria-hidden="true"></span>\n')


def visit_reason(self, node):
    word = "right" if node.parent["right"] else "wrong"
    folded = node.parent.parent["folded"]  # no fold in a fold
    start = "<div hidden>" if folded else "<details><summary>Is it right?</summary>"
    self.body.append(f'{start}\n<div class="quiz-reason quiz-{word}">\n')


def depart_reason(self, node):
    end = "div" if node.parent.parent["folded"] else "details"
    self.body.append(f"</div></{end}>\n")


HTML = {
    "quiz": (visit_quiz, depart_quiz),
    "quiz_question": (visit_question, depart_question),
    "quiz_body": (visit_body, depart_div),
    "quiz_option": (visit_option, depart_div),
    "quiz_answer": (visit_answer, depart_answer),
    "quiz_reason": (visit_reason, depart_reason),
}

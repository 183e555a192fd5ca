"""Write results.json by Gradescope's 'Autograder Specifications' (Read the Docs)."""

import json
import pathlib

from coursework.grading.pages.page import further_reading
from coursework.grading.pages.text import clean, one_line, place
from coursework.grading.records import points
from coursework.words import say
from neuralnet.support.files import write_whole


def write_gradescope(record, out):
    """Write OUT/gradescope/STUDENT/results.json; parameters as in `write_feedback`."""
    problem = record["problem"]
    ungraded = say("ungraded", problem=clean(problem)) if problem else ""
    said = [ungraded, clean(record["comment"]), say("scale")]
    output = "\n\n".join(filter(None, said))
    results = {"score": round(points(record)[0], 4), "output": output}
    formats = ("output_format", "test_output_format", "test_name_format")
    results |= dict.fromkeys(formats, "text")
    results |= {"visibility": "visible", "stdout_visibility": "hidden"}
    results["tests"] = [*map(_test, record["questions"])]
    text = json.dumps(results, indent=1, ensure_ascii=False, allow_nan=False)
    path = pathlib.Path(out) / "gradescope" / place(record["student"]) / "results.json"
    return write_whole(path, text + "\n", private=True)


def _test(entry):
    """Return an entry as a dict in the form that Gradescope shows."""
    lines = [clean(entry["message"]) or entry["status"]]
    if entry["comment"]:
        lines.append(f"From your teacher: {clean(entry['comment'])}")
    lines += [f"Note: {clean(note)}" for note in entry["notes"]]
    if entry["status"] != "correct":
        lines += [f"Hint {n}: {clean(h)}" for n, h in enumerate(entry["hints"], 1)]
    if entry["cell"]:
        lines.append(f"Graded: cell {entry['cell']}.")
    lines += [f"{text}: {url}" for text, url in further_reading(entry["question"])]
    return {
        "name": one_line(entry["question"]),
        "score": round(float(entry["score"]), 4),
        "max_score": round(float(entry["out_of"]), 4),
        "status": "passed" if entry["status"] == "correct" else "failed",
        "output": "\n\n".join(lines),
    }

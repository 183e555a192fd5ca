"""Test the workflows of GitHub Actions against their schema and our rules."""

import re
import subprocess
import sys

import pytest
import yaml
from notebooks import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# The only things that a job may write. A key is a workflow and a job.
WRITES = {
    ("publish", "colab"): {"contents"},
    ("publish", "pages"): {"pages", "id-token"},
    ("publish", "wheel"): {"id-token"},
}
EACH = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def schema_errors(kind, path):
    """Return the errors of a file by a schema of check-jsonschema, or 0."""
    command = ["-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", path]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True)
    return done.returncode and done.stdout + done.stderr


@pytest.mark.parametrize(
    ("kind", "path"),
    [*(("github-workflows", path) for path in WORKFLOWS)]
    + [("citation-file-format", ROOT / "CITATION.cff")],
    ids=lambda value: getattr(value, "stem", ""),
)
def test_the_schema_is_kept(kind, path, tmp_path):
    assert not schema_errors(kind, path)
    broken = tmp_path / path.name
    text = path.read_text(encoding="utf-8")
    broken.write_text(re.sub("(?m)^(jobs|authors):", "other:", text), encoding="utf-8")
    assert schema_errors(kind, broken)


@EACH
def test_actions_are_pinned_and_jobs_are_held(path):
    text = path.read_text(encoding="utf-8")
    foreign = [line for line in text.splitlines() if "uses: " in line and "@" in line]
    assert all(PINNED.search(line) for line in foreign), foreign
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    for name, job in workflow["jobs"].items():
        assert "uses" in job or job["timeout-minutes"] <= 60, name
        given = job.get("permissions", {})
        writes = {kind for kind, level in given.items() if level == "write"}
        assert writes == WRITES.get((path.stem, name), set()), name
        for step in job.get("steps", []):
            # Others can write the values of expressions, so no shell may run them.
            assert "${{" not in step.get("run", ""), step
            if step.get("uses", "").startswith("actions/checkout@"):
                kept = step.get("with", {}).get("persist-credentials", True)
                assert kept == ("contents" in writes), name


@EACH
def test_steps_call_what_is_there(path):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([\w-]+)", text.replace("`make matrix`", "")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for name in re.findall(r"(?<![\w./])(?:tools|tests)/[\w/.]+|\.ci/run", text):
        assert (ROOT / name).exists(), name

"""Test the workflows of GitHub Actions against their schema and our rules."""

import re

import pytest
import yaml
from notebooks import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: [\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# {(workflow, job): what it may write}; all other jobs may only read.
WRITES = {
    ("publish", "colab"): {"contents"},
    ("publish", "pages"): {"pages", "id-token"},
    ("publish", "wheel"): {"id-token"},
}
EACH = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


@EACH
def test_actions_are_pinned_and_jobs_have_limits(path):
    text = path.read_text(encoding="utf-8")
    foreign = [line for line in text.splitlines() if "uses: " in line and "@" in line]
    assert all(PINNED.search(line) for line in foreign), foreign
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    for name, job in workflow["jobs"].items():
        assert "uses" in job or job["timeout-minutes"] <= 60, name
        permissions = job.get("permissions", {})
        writes = {kind for kind, level in permissions.items() if level == "write"}
        assert writes == WRITES.get((path.stem, name), set()), name
        for step in job.get("steps", []):
            # Others can write the values of expressions, so no shell may run them.
            assert "${{" not in step.get("run", ""), step
            if step.get("uses", "").startswith("actions/checkout@"):
                keeps_token = step.get("with", {}).get("persist-credentials", True)
                assert keeps_token == ("contents" in writes), name

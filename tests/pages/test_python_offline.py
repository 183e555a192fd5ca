"""Test that the page of an exercise works offline once it has been loaded."""

import shutil

from built import SITE
from serving import Compressing, serving
from test_python import Opened

PAGE = "book/exercises/activations.html"


class Forgetting(Compressing):
    """Send a header that forbids the browser's own cache."""

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def test_a_page_works_without_its_server(context, tmp_path):
    """A reloaded page works, too, and is isolated, so Stop keeps variables."""
    course = tmp_path / "course"
    shutil.copytree(SITE, course, copy_function=shutil.os.link)
    html = course / PAGE
    with serving(tmp_path, Forgetting) as address:
        page = Opened(context(), f"{address}course/{PAGE}")
        page.run(1, "kept = 42\nprint('once')")
        text = html.read_text(encoding="utf-8").replace("Exercise:", "Anew:")
        html.unlink()
        html.write_text(text, encoding="utf-8")
        page.tab.reload()
        assert "Anew:" in page.tab.inner_text("article h1")
        page.tab.wait_for_load_state("networkidle")
    page.tab.reload()
    assert "Anew:" in page.tab.inner_text("article h1")
    page.press("Run the code on this page")
    page.wait_for_python()
    assert page.output(1) == "once\n"
    assert "knows no variables" in page.status
    page.run(1)
    page.stop(2, "")
    assert page.status == "Cell 2 was stopped, as you asked."
    assert page.run(2, "kept") == "42"

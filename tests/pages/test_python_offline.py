"""The page of an exercise without a network: what it has loaded once is there again."""

import shutil

from built import SITE
from serving import Compressing, serving
from test_python import Opened

PAGE = "book/exercises/02-activations.html"
OPEN = "Run the code on this page"


class Forgetting(Compressing):
    """Lets the browser keep nothing by itself."""

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def test_a_page_works_without_its_server(chromium, tmp_path):
    """Loaded anew, too; then it is isolated, and a cell that is stopped keeps all."""
    course = tmp_path / "course"
    shutil.copytree(SITE, course, copy_function=shutil.os.link)
    html = course / PAGE
    context = chromium.new_context()
    with serving(tmp_path, Forgetting) as address:
        page = Opened(context, f"{address}course/{PAGE}")
        page.run(1, "kept = 42\nprint('once')")
        text = html.read_text(encoding="utf-8").replace("Exercise:", "Anew:")
        html.unlink()
        html.write_text(text, encoding="utf-8")
        page.tab.reload()
        assert "Anew:" in page.tab.inner_text("article h1")
        page.tab.wait_for_load_state("networkidle")
    page.tab.reload()
    assert "Anew:" in page.tab.inner_text("article h1")
    page.tab.get_by_role("button", name=OPEN).click()
    page.ready()
    assert page.output(1) == "once\n"
    assert "knows no variables" in page.status
    page.write(2, "print('begun')\nwhile True: pass")
    page.run(1)
    page.begin(2)
    page.tab.wait_for_selector("text=begun")
    page.tab.get_by_role("button", name="Stop").click()
    page.ended()
    assert page.status == "Cell 2 was stopped, as you asked."
    assert page.run(3, "kept") == "42"
    context.close()

"""How the tests of this folder open a page: as a file, the way of use of their own."""

import pytest
from built import SITE, visit


@pytest.fixture
def opened(chromium):
    """Open a page as a file; the options are those of a browser's context."""
    made = []

    def _opened(page, **options):
        made.append(chromium.new_context(**options))
        if options.get("java_script_enabled", True):
            return visit(made[-1], (SITE / page).as_uri())[0]
        tab = made[-1].new_page()
        tab.goto((SITE / page).as_uri())
        return tab

    yield _opened
    for context in made:
        context.close()

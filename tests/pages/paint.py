"""How soon a page shows, as on a slow telephone: run alone (make pages does)."""

import pytest
from test_weight import PAGES, measure


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_soon_there(chromium, server, page):
    paints = [measure(chromium, server + page)[1] for _ in range(3)]
    assert sorted(paints)[1] <= 2, paints  # seconds, the median

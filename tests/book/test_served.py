"""Test all links of the built site when it is served below a folder, as on GitHub."""

import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser

import pytest
from built import SITE
from notebooks import ROOT
from serving import Silent, serving

sys.path.append(str(ROOT / "book/_ext"))
import navigation

pytestmark = pytest.mark.book
PLACE = "people/ana/"
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|#|$)", re.IGNORECASE)


class Links(HTMLParser):
    """Collect every address that a page names, and the anchors that it has."""

    def __init__(self):
        super().__init__()
        self.links, self.anchors = set(), set()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.links |= {attributes.get(key) for key in ("href", "src", "data", "action")}
        sources = filter(None, (attributes.get("srcset") or "").split(","))
        self.links |= {source.split()[0] for source in sources}
        self.anchors |= {attributes.get("id"), attributes.get("name")}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve the folder above the site; yield the address of the site."""
    parent = tmp_path_factory.mktemp("server")
    (parent / PLACE).parent.mkdir()
    (parent / PLACE.rstrip("/")).symlink_to(SITE)
    with serving(parent, Silent) as address:
        yield address + PLACE


def status(url):
    """Return the HTTP status with which the server answers."""
    request = urllib.request.Request(url, method="HEAD")
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        return error.code


def test_every_link_of_every_page_is_answered(served):
    pages, wanted = {}, {}  # {page: Links}, {address: {anchor: a page that links it}}
    for path in SITE.rglob("*.html"):
        if "_static" in path.parts:
            continue  # a template of the theme is no page
        page = served + path.relative_to(SITE).as_posix()
        links = pages[page] = Links()
        links.feed(path.read_text(encoding="utf-8"))
        for link in links.links - {None}:
            if not ELSEWHERE.match(link):
                assert not link.startswith("/"), f"{page}: {link}"
                url, anchor = urllib.parse.urldefrag(urllib.parse.urljoin(page, link))
                assert url.startswith(served), f"{page}: {link}"
                wanted.setdefault(url, {})[anchor] = page
    assert len(wanted) > 100
    broken = [url for url in wanted if status(url) != 200]
    assert {url: list(wanted[url].values()) for url in broken} == {}
    for url in wanted.keys() & pages.keys():
        for anchor, page in wanted[url].items():
            name = urllib.parse.unquote(anchor)
            assert name in {"", *pages[url].anchors}, f"{page}: {url}#{anchor}"


def test_the_page_of_a_wrong_address_has_links_that_work(served):
    """The links work at any depth: they begin with the address of this server."""
    links, text = Links(), (SITE / "404.html").read_text(encoding="utf-8")
    links.feed(navigation.absolute(text, served))
    found = links.links - {None}
    assert {link for link in found if not ELSEWHERE.match(link)} == set()
    ours = [link for link in found if link.startswith(served)]
    for link in map(urllib.parse.urldefrag, ours):
        assert status(link.url) == 200, link
    for name in ("book/intro.html", "book/intro.html#the-chapters", "search.html"):
        assert any(link.endswith(name) for link in found), name

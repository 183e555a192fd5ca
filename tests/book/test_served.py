"""Test all links of the built site when it is served below a folder, as on GitHub."""

import re
import urllib.error
import urllib.parse
import urllib.request

import pytest
from built import SITE
from lxml import etree
from serving import Silent, serving

pytestmark = pytest.mark.book
PLACE = "people/ana/"
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|#|$)", re.IGNORECASE)


def links_and_anchors(text):
    """Return the addresses that the HTML of a page names, and the anchors it has."""
    tree = etree.HTML(text)
    links = set(tree.xpath("//@href | //@src | //@data | //@action"))
    for sources in tree.xpath("//@srcset"):
        links |= {source.split()[0] for source in sources.split(",")}
    return links, set(tree.xpath("//@id | //@name"))


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve the site below a folder, as GitHub does; yield the site's address."""
    parent = tmp_path_factory.mktemp("server")
    (parent / PLACE).parent.mkdir()
    (parent / PLACE).symlink_to(SITE)
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
    anchors, wanted = {}, {}  # of each page; {address: {anchor: a page that links it}}
    for path in SITE.rglob("*.html"):
        if "_static" in path.parts:
            continue  # a template of the theme is no page
        page = served + path.relative_to(SITE).as_posix()
        links, anchors[page] = links_and_anchors(path.read_text(encoding="utf-8"))
        for link in links:
            if not ELSEWHERE.match(link):
                assert not link.startswith("/"), f"{page}: {link}"
                url, anchor = urllib.parse.urldefrag(urllib.parse.urljoin(page, link))
                assert url.startswith(served), f"{page}: {link}"
                wanted.setdefault(url, {})[anchor] = page
    assert len(wanted) > 100
    broken = [url for url in wanted if status(url) != 200]
    assert {url: list(wanted[url].values()) for url in broken} == {}
    for url in wanted.keys() & anchors.keys():
        for anchor, page in wanted[url].items():
            name = urllib.parse.unquote(anchor)
            assert name in {"", *anchors[url]}, f"{page}: {url}#{anchor}"

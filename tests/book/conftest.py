"""The server that the tests of the pages share."""

import functools
import http.server
import threading

import pytest
from notebooks import ROOT


@pytest.fixture(scope="session")
def server():
    """Serve the site on this machine."""
    handler = functools.partial(Quiet, directory=ROOT / "_build" / "html")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

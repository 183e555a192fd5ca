"""Serve the built pages on this machine for the tests."""

import contextlib
import functools
import gzip
import http.server
import io
import pathlib
import threading
from typing import ClassVar

import pytest
from notebooks import ROOT

EXTENSIONS = http.server.SimpleHTTPRequestHandler.extensions_map


@contextlib.contextmanager
def serving(directory, handler):
    """Serve a folder on this machine; give its address."""
    handler = functools.partial(handler, directory=directory)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}/"
        httpd.shutdown()


@pytest.fixture(scope="session")
def server():
    """Serve the built book as a public server would; give its address."""
    with serving(ROOT / "_build" / "html", Compressing) as address:
        yield address


class Silent(http.server.SimpleHTTPRequestHandler):
    """Serve files without a log of the requests."""

    def log_message(self, *arguments):
        pass


class Compressing(Silent):
    """Compress texts, as public web servers do."""

    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar = {**EXTENSIONS, ".woff2": "font/woff2"}

    def send_head(self):
        """Answer with headers; return the file to send after them, texts compressed."""
        path = pathlib.Path(self.translate_path(self.path))
        if path.suffix not in (".html", ".css", ".js", ".svg", ".json"):
            return super().send_head()
        if not path.is_file():
            return self.send_error(404)
        data = compressed(path, path.stat().st_mtime)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)


@functools.cache
def compressed(path, changed):
    """Return a file compressed, and anew once the time when it `changed` is another."""
    return gzip.compress(path.read_bytes())

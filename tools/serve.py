"""Serve the built book on this machine, with its own page for wrong addresses.

python tools/serve.py PORT
"""

import functools
import http.server
import pathlib
import sys

SITE = pathlib.Path(__file__).resolve().parents[1] / "_build" / "html"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Lead wrong addresses to 404.html, which a public host would show there."""

    def send_error(self, code, *words):
        if code != 404 or self.path == "/404.html":
            return super().send_error(code, *words)
        self.send_response(302)
        self.send_header("Location", "/404.html")
        self.end_headers()


if __name__ == "__main__":
    handler = functools.partial(Handler, directory=SITE)
    http.server.ThreadingHTTPServer(
        ("127.0.0.1", int(sys.argv[1])), handler
    ).serve_forever()

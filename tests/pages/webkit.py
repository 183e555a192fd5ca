"""Drive WebKitGTK, which has Safari's engine, by the WebDriver protocol over HTTP."""

import contextlib
import json
import socket
import urllib.error
import urllib.request

from firefox import PATIENCE, Firefox

# Firefox's names of the commands, and the addresses that WebDriver gives them.
PATHS = {
    "WebDriver:Navigate": "url",
    "WebDriver:Refresh": "refresh",
    "WebDriver:SetTimeouts": "timeouts",
    "WebDriver:ExecuteAsyncScript": "execute/async",
    "WebDriver:FindElements": "elements",
    "WebDriver:ElementSendKeys": "element/{id}/value",
}
JSON = {"Content-Type": "application/json"}


class WebKit(Firefox):
    """A window of WebKitGTK on a screen that nobody sees."""

    programs = ("WebKitWebDriver",), ("xvfb-run",)

    def __init__(self, folder, path, screen):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/session"
        # As root it runs only without its sandbox; the pages are our own.
        unsafe = "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1"
        self.start("env", unsafe, screen, "-a", path, f"--port={port}")
        answer = self.wait_for(self.session)
        self.address += f"/{answer['sessionId']}/"
        patience = 1000 * PATIENCE
        self("WebDriver:SetTimeouts", script=patience, pageLoad=patience)

    def session(self):
        """Return the answer to the wish for a session, or None before it listens."""
        with contextlib.suppress(urllib.error.URLError):
            return self.post("", {"capabilities": {}})

    def post(self, path, parameters):
        """Send a command; return the value of its answer."""
        data = json.dumps(parameters).encode()
        request = urllib.request.Request(self.address + path, data, JSON)
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{path}: {error.read().decode()}") from None

    def __call__(self, command, **parameters):
        """Send a command of Firefox; return what Firefox would."""
        path = PATHS[command].format(**parameters)
        value = self.post(path, parameters)
        return {"value": value} if "Script" in command else value

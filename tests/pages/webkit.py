"""Drive WebKitGTK, which has Safari's engine, by the WebDriver protocol over HTTP."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request

from firefox import PATIENCE, Firefox, free_port

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
ROOT_MAY = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}  # pages are our own


class WebKit(Firefox):
    """A window of WebKitGTK on a screen that nobody sees."""

    def __init__(self, path, screen):
        port = free_port()
        self.address, self.sent = f"http://127.0.0.1:{port}/session", 0
        command = [screen, "-a", path, f"--port={port}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        # In a session of its own, all of it ends together.
        self.process = subprocess.Popen(
            command, **quiet, env=os.environ | ROOT_MAY, start_new_session=True
        )
        deadline = time.monotonic() + PATIENCE
        answer = None
        while answer is None:
            with contextlib.suppress(urllib.error.URLError):
                answer = self.post("", {"capabilities": {}})
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise RuntimeError("WebKit did not start")
            time.sleep(0.1)
        self.address += f"/{answer['sessionId']}/"
        patience = 1000 * PATIENCE
        self("WebDriver:SetTimeouts", script=patience, pageLoad=patience)

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

    def end(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


@contextlib.contextmanager
def open_webkit():
    """Open WebKit, or return None without its driver or without a screen."""
    path, screen = map(shutil.which, ("WebKitWebDriver", "xvfb-run"))
    if path is None or screen is None:
        yield None
        return
    webkit = WebKit(path, screen)
    try:
        yield webkit
    finally:
        webkit.end()

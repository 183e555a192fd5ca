"""Drive Firefox by Marionette, a protocol of Firefox itself.

Playwright drives only a Firefox of its own, which Debian does not have.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time

PATIENCE = 300  # seconds: a busy machine is no fault of the page


class Firefox:
    """A headless window of Firefox."""

    programs = (("firefox-esr", "firefox"),)  # those of a bracket do alike

    def __init__(self, folder, path):
        # With port 0, Firefox chooses one and writes it into a file.
        (folder / "user.js").write_text('user_pref("marionette.port", 0);\n')
        command = [path, "--headless", "--marionette", "--no-remote"]
        self.start(*command, "--profile", folder)
        active = folder / "MarionetteActivePort"
        self.wait_for(lambda: active.exists() and active.read_text())
        port = int(active.read_text())
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.file = self.socket.makefile("rb")
        self.read()
        self.sent = 0
        self("WebDriver:NewSession")
        patience = 1000 * PATIENCE
        self("WebDriver:SetTimeouts", script=patience, pageLoad=patience)

    def start(self, *command):
        """Start the programs, in a session of their own, so that all end together."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, **quiet, start_new_session=True)

    def wait_for(self, ready):
        """Return the first result of ready() that is true."""
        deadline = time.monotonic() + PATIENCE
        while not (found := ready()):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.end()
                raise RuntimeError(f"{type(self).__name__} did not start")
            time.sleep(0.1)
        return found

    def end(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()

    def read(self):
        """Return the next message, before which its length and a colon arrive."""
        length = b""
        while not length.endswith(b":"):
            length += self.file.read(1)
        return json.loads(self.file.read(int(length[:-1])))

    def __call__(self, command, **parameters):
        """Send a command; return its answer, or raise RuntimeError if it failed."""
        self.sent += 1
        text = json.dumps([0, self.sent, command, parameters])
        self.socket.sendall(f"{len(text.encode())}:{text}".encode())
        _, _, error, answer = self.read()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return answer

    def go(self, address):
        self("WebDriver:Navigate", url=address)

    def evaluate(self, script, *arguments):
        """Return the result of an async function with this body."""
        body = f"""const done = arguments[arguments.length - 1];
            (async (...given) => {{ {script} }})(...arguments)
              .then(done, (error) => done(`failed: ${{error}}`));"""
        given = {"script": body, "args": list(arguments), "sandbox": None}
        return self("WebDriver:ExecuteAsyncScript", **given)["value"]

    def wait(self, condition):
        """Wait until an expression is true, also across the load of another page."""
        step = "await new Promise((go) => setTimeout(go, 100));"
        deadline = time.monotonic() + PATIENCE
        found = None
        while found is not True and time.monotonic() < deadline:
            with contextlib.suppress(RuntimeError):
                found = self.evaluate(f"while (!({condition})) {step} return true;")
        assert found is True, found

    def type(self, selector, number, text):
        """Type keys into the element with this number among those of a selector."""
        using = {"using": "css selector", "value": selector}
        element = self("WebDriver:FindElements", **using)[number]
        (name,) = element.values()
        self("WebDriver:ElementSendKeys", id=name, text=text)


@contextlib.contextmanager
def opened(browser, folder):
    """Open a browser with its files in a folder; give None without its programs."""
    found = [[*filter(None, map(shutil.which, ones))] for ones in browser.programs]
    if not all(found):
        yield None
        return
    window = browser(folder, *(paths[0] for paths in found))
    try:
        yield window
    finally:
        window.end()

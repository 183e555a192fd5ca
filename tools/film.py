"""Film a check that answers, for the README: book/_static/check.webp.

make book && .venv/bin/python tools/film.py

Somebody writes softmax on the page of its exercise, divides by the sum of all entries,
reads what the check says, and mends it. Each picture of the film is one of the page.
"""

import functools
import http.server
import io
import pathlib
import shutil
import threading

import serve
from PIL import Image
from playwright.sync_api import sync_playwright

TARGET = pathlib.Path(__file__).resolve().parents[1] / "book/_static/check.webp"
FIRST = "exps = np.exp(X - X.max(axis=1, keepdims=True))"
WRONG, AXIS = "return exps / exps.sum()", "axis=1, keepdims=True)"
WIDTH, HEIGHT = 760, 430


class Quiet(serve.Handler):
    def log_message(self, *words):
        """Say nothing about files that are there."""


class Film:
    """Pictures of a part of a page, each with the milliseconds for which it stands."""

    def __init__(self, tab, top):
        self.tab, self.pictures, self.times = tab, [], []
        self.clip = {"x": 0, "y": top, "width": WIDTH, "height": HEIGHT}

    def take(self, milliseconds):
        picture = Image.open(io.BytesIO(self.tab.screenshot(clip=self.clip)))
        self.pictures.append(picture.convert("RGB"))
        self.times.append(milliseconds)

    def type(self, text):
        """Type a text, with a picture after every third key."""
        for k in range(0, len(text), 3):
            self.tab.keyboard.type(text[k : k + 3])
            self.take(120)

    def save(self, path):
        first, *others = self.pictures
        options = {"duration": self.times, "loop": 0, "lossless": True, "method": 6}
        first.save(path, save_all=True, append_images=others, **options)


def check(tab):
    tab.get_by_role("button", name="Check softmax", exact=True).click()
    tab.wait_for_selector('[data-state="running"]', state="detached")


def main(browser, address):
    """Open the exercise, write two answers, and save the film."""
    tab = browser.new_page(viewport={"width": WIDTH, "height": 2 * HEIGHT})
    tab.goto(address + "book/exercises/activations.html")
    tab.get_by_role("button", name="Run the code on this page").press("Enter")
    tab.wait_for_selector(".python[data-ready=yes]", timeout=120_000)
    tab.locator(".python-status").evaluate("bar => bar.parentElement.hidden = true")
    answer = tab.locator(".cm-content", has_text="def softmax(X):")
    answer.fill("def softmax(X):\n    ")
    answer.evaluate("node => { node.scrollIntoView(); scrollBy(0, -90); }")
    film = Film(tab, answer.bounding_box()["y"] - 12)
    tab.keyboard.press("Control+End")
    film.take(1000)
    film.type(FIRST + "\n" + WRONG)
    film.take(800)
    check(tab)
    film.take(6000)
    answer.click()
    tab.keyboard.press("Control+End")
    tab.keyboard.press("Backspace")
    film.type(AXIS)
    film.take(600)
    check(tab)
    film.take(5000)
    film.save(TARGET)


if __name__ == "__main__":
    handler = functools.partial(Quiet, directory=serve.SITE)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = shutil.which("chromium")  # or else the one that Playwright has installed
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path)
        main(chromium, f"http://127.0.0.1:{server.server_port}/")

"""Draw the picture that stands for the book where somebody shares it, and in README.

    python tools/social.py

Writes book/_static/social.png: the title of the book beside the picture of its front
page (book/_ext/hero.py), 1200 by 630 pixels. Needs Chromium.
"""

import io
import pathlib
import runpy
import shutil

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURE = ROOT / "book" / "_static" / "social.png"
SIZE = {"width": 1200, "height": 630}
COLORS = 64
PAGE = """<!doctype html><meta charset="utf-8"><style>
body{{margin:0;height:630px;display:grid;grid-template-columns:470px 1fr;
align-items:center;background:#fff;color:#1a1a1a;font-family:sans-serif}}
div{{padding-left:64px}} h1{{font-size:58px;line-height:1.1;margin:0 0 28px}}
p{{font-size:27px;line-height:1.35;margin:0;color:#444}} svg{{width:660px;height:495px}}
</style><div><h1>Build a network you understand</h1>
<p>Two layers, from scratch, in NumPy: derived, checked, broken and repaired.</p></div>
{picture}"""


def main():
    hero = runpy.run_path(ROOT / "book" / "_ext" / "hero.py")["hero"]
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.set_content(PAGE.format(picture=hero()))
        shot = Image.open(io.BytesIO(page.screenshot()))
        browser.close()
    shot.convert("RGB").quantize(COLORS).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

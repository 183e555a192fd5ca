"""Make the book as an EPUB with MathML, _build/two-layer-course.epub, and check it.

    python tools/epub

Sphinx makes it from the settings of the book that was built last; epub_pages.py changes
its pages. EPUBCheck judges it where Debian's package epubcheck is installed. The front
page then links to a copy of the EPUB beside the pages.
"""

import pathlib
import re
import shutil
import subprocess
import sys

import yaml

from neuralnet import __version__
from neuralnet.support.files import write_whole

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent.parent / "_build"
TARGET = BUILD / "two-layer-course.epub"
CHECKER = pathlib.Path("/usr/share/java/epubcheck.jar")
LINK = re.compile(r'<p class="epub-link"[^>]*>.*?</p>', re.DOTALL)
# Extensions that only a site with scripts and a theme needs.
SITE_ONLY = (
    "lean_pages editions page_head navigation python_page deck searching typeface"
)


def write_settings(config):
    """Write the settings of the EPUB to a file, and return its path."""
    extensions = config["sphinx"]["local_extensions"]
    for name in SITE_ONLY.split():
        extensions.pop(name, None)
    extensions["epub_pages"] = f"../tools/{HERE.name}"
    config["sphinx"]["config"] |= {
        "project": config["title"],
        "version": __version__,
        "language": "en",
        "html_static_path": ["book/_static/social.png", "tools/epub/book.css"],
        "epub_basename": TARGET.stem,
        "epub_identifier": f"{TARGET.stem}-{__version__}",
        "epub_uid": f"{TARGET.stem}-{__version__}",
        "epub_contributor": config["author"],
        "epub_copyright": "Text and figures: CC BY 4.0. Code: BSD-3-Clause.",
        "epub_description": "Derive, write, train and tune a neural network with one "
        "hidden layer in NumPy, on the digits of MNIST.",
        "epub_css_files": ["book.css"],
        "epub_show_urls": "no",
        "epub_tocscope": "includehidden",
        "epub_use_index": False,
    }
    path = BUILD / "epub.yml"
    path.write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")
    return path


def check():
    """Let EPUBCheck judge the EPUB, if it is here; stop at errors and warnings."""
    if not (CHECKER.is_file() and shutil.which("java")):
        print("The EPUB was not checked: apt install epubcheck brings the checker.")
        return
    command = ["java", "-jar", CHECKER, "--failonwarnings", TARGET]
    if subprocess.run(command).returncode:
        sys.exit("EPUBCheck found faults.")


def main():
    config = yaml.safe_load((BUILD / "config.yml").read_text("utf-8"))
    out = BUILD / "epub"
    shutil.rmtree(out, ignore_errors=True)
    tool = pathlib.Path(sys.executable).with_name("jupyter-book")
    options = "--all -W -n --keep-going -q --builder custom --custom-builder epub"
    paths = ["--config", write_settings(config), "--toc", BUILD / "toc.yml"]
    command = [tool, "build", BUILD.parent, *paths, "--path-output", out]
    subprocess.run([*command, *options.split()], check=True)
    shutil.copy(out / "_build" / "epub" / TARGET.name, TARGET)
    check()
    shutil.copy(TARGET, BUILD / "html")
    size = TARGET.stat().st_size / 1e6
    link = (
        f'<p class="epub-link"><a href="../{TARGET.name}">The whole book as an EPUB'
        f"</a> ({size:.1f} MB), with formulas that screen readers read</p>"
    )
    front = BUILD / "html" / "book" / "intro.html"
    write_whole(front, LINK.sub(link, front.read_text("utf-8")))
    print(f"{TARGET.relative_to(BUILD.parent)}: {size:.1f} MB")


if __name__ == "__main__":
    main()

"""Write the settings that the book is built with to _build/.

    python tools/settings.py --solutions yes|no

With solutions these are _config.yml and _toc.yml. Without them, for a graded class,
the table of contents leaves out the parts 'Solutions' and 'For instructors' (whose
tables of mistakes nearly give the answers away), the chapters show no solutions, and
the sources of the pages are not copied. While the addresses are still placeholders,
the pages have no buttons and links that need them.
"""

import argparse
import copy
import pathlib
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "book"))
from _ext.colab import is_placeholder  # noqa: E402 - after its folder is known

TELLING = ("Solutions", "For instructors")  # parts that give answers away


def settings(solutions):
    """Return the contents of _config.yml and _toc.yml, with or without solutions."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    # Jupyter Book resolves these paths from the folder of the settings, _build/.
    folders = config["sphinx"]["local_extensions"]
    config["sphinx"]["local_extensions"] = {k: f"../{v}" for k, v in folders.items()}
    if is_placeholder(config):
        config = without_addresses(config)
    if not solutions:
        config["sphinx"]["config"]["hide_solutions"] = True
        config["sphinx"]["config"]["html_copy_source"] = False
        toc["parts"] = [part for part in toc["parts"] if part["caption"] not in TELLING]
    return config, toc


def without_addresses(config):
    """Return settings without the buttons and links that need the book's addresses.

    book/_ext/notebook_pages.py removes the dead links to Colab from the notebooks.
    """
    config = copy.deepcopy(config)
    colab = config["launch_buttons"].pop("colab_url")
    config["sphinx"]["config"]["dead_links"] = [colab]
    config["html"]["baseurl"] = ""
    for button in ("repository", "issues", "edit_page"):
        config["html"][f"use_{button}_button"] = False
    return config


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--solutions", choices=("yes", "no"), default="yes")
    config, toc = settings(parser.parse_args().solutions == "yes")
    if is_placeholder():
        print(
            "The book's addresses are placeholders, so no page links to Colab or to a "
            "repository. To set yours: .venv/bin/python tools/publish.py address "
            "https://github.com/OWNER/NAME",
            file=sys.stderr,
        )
    folder = ROOT / "_build"
    folder.mkdir(exist_ok=True)
    for name, content in (("config.yml", config), ("toc.yml", toc)):
        (folder / name).write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()

"""Write the settings that the book is built with, to _build/.

    python tools/settings.py --solutions yes|no

With solutions these are _config.yml and _toc.yml. Without, for a graded class, the
pages of the parts 'Solutions' and 'For instructors' (whose tables of mistakes nearly
give the answers away) are left out of the table of contents, the solutions in the
chapters are not rendered, and the sources of the pages are not copied.
"""

import argparse
import pathlib

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
TELLING = ("Solutions", "For instructors")


def settings(solutions):
    """Return the contents of _config.yml and _toc.yml, with or without solutions."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    # Jupyter Book looks for them from the folder of the settings, which is _build/.
    folders = config["sphinx"]["local_extensions"]
    config["sphinx"]["local_extensions"] = {k: f"../{v}" for k, v in folders.items()}
    if not solutions:
        config["sphinx"]["config"]["hide_solutions"] = True
        config["sphinx"]["config"]["html_copy_source"] = False
        toc["parts"] = [part for part in toc["parts"] if part["caption"] not in TELLING]
    return config, toc


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--solutions", choices=("yes", "no"), default="yes")
    config, toc = settings(parser.parse_args().solutions == "yes")
    folder = ROOT / "_build"
    folder.mkdir(exist_ok=True)
    for name, content in (("config", config), ("toc", toc)):
        text = yaml.safe_dump(content, sort_keys=False)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

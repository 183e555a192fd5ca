"""Set the addresses of the book everywhere, and name what is missing to publish it.

    make address REPOSITORY=https://github.com/OWNER/NAME [SITE=https://...]
    make check-publish [TAG=v1.0.0]

The addresses stand in the files of PLACES; the notebooks get theirs from _config.yml.
`check` names each placeholder that is left in these files, in the notebooks and in the
built site, and each place where version, tag, change log and citation disagree.
"""

import argparse
import pathlib
import re
import sys

import colab
import nbformat

from neuralnet.support.files import write_whole

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLACES = ("_config.yml", "pyproject.toml", "CITATION.cff")
PLACEHOLDER = re.compile(
    r"https?://(?:example\.github\.io/|[^\s\"'/]+/(?:github/)?example/)"
)
REPOSITORY = re.compile(r"https://github\.com/([\w-]+)/([\w.-]+?)(?:\.git)?/?")
SITE = re.compile(r"https://[\w.-]+(?:/[\w./~-]*)?")
TEXT = (".html", ".js", ".json", ".xml", ".css", ".txt", ".ipynb", ".md", ".svg")


def addresses(repository, site=""):
    """Return the repository's address without a final slash, and the site's with one.

    ValueError if one is no address, or still a placeholder.
    """
    if not (match := REPOSITORY.fullmatch(repository)):
        raise ValueError(
            "REPOSITORY is the address of your repository, such as "
            f"https://github.com/OWNER/NAME, not {repository!r}."
        )
    owner, name = match.groups()
    home = f"https://{owner.lower()}.github.io/"
    # GitHub serves the repository OWNER.github.io as the home itself.
    default = home if home == f"https://{name.lower()}/" else f"{home}{name}/"
    site = (site or default).rstrip("/") + "/"
    if not SITE.fullmatch(site):
        raise ValueError(f"SITE is an address that begins with https://, not {site!r}.")
    repository = f"https://github.com/{owner}/{name}"
    for address in (f"{repository}/", site):
        if PLACEHOLDER.match(address):
            raise ValueError(f"{address} is the placeholder itself: give your own.")
    return repository, site


def set_addresses(repository, site):
    """Write the addresses to the files of PLACES and to the notebooks."""
    old = colab.config()["repository"]["url"], colab.config()["html"]["baseurl"]
    for name in PLACES:
        text = (ROOT / name).read_text(encoding="utf-8")
        for before, after in zip(old, (repository, site), strict=True):
            text = re.sub(re.escape(before) + r"(?![\w-])", after, text)
        write_whole(ROOT / name, text)
    colab.config.cache_clear()
    colab.main()


def placeholders():
    """Yield a sentence for each placeholder, with its file and line."""
    for name in PLACES:
        text = (ROOT / name).read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            if PLACEHOLDER.search(line):
                yield f"{name}, line {number}, holds a placeholder: {line.strip()}"
    if built := list(placeholder_pages(ROOT / "_build" / "html")):
        count = f" (and {len(built) - 1} more)" if built[1:] else ""
        yield f"The built site holds placeholders, in {built[0]}{count}: run make book."


def placeholder_pages(site):
    """Yield the files of a built site that contain a placeholder."""
    for path in sorted(site.rglob("*")):
        text = path.read_text(encoding="utf-8") if path.suffix in TEXT else ""
        if PLACEHOLDER.search(text):
            yield path.relative_to(site).as_posix()


def stale_notebooks():
    """Yield a sentence for each notebook with an old address or version."""
    for folder in colab.FOLDERS:
        for path in sorted((ROOT / folder).glob("*.ipynb")):
            name = path.relative_to(ROOT).as_posix()
            cells = nbformat.read(path, as_version=4).cells[1:3]
            wanted = [colab.link_cell(name).source, colab.setup_cell().source]
            if [cell.source for cell in cells] != wanted:
                yield f"{name} has an old link or setup cell: run make colab-cells."


def versions(tag=""):
    """Yield a sentence for each place that names another version than the package."""
    version = colab.neuralnet.__version__
    if tag and tag != f"v{version}":
        yield f"The tag is {tag}, but the package is version {version}."
    if f"\nversion: {version}\n" not in (ROOT / "CITATION.cff").read_text("utf-8"):
        yield f"CITATION.cff does not name version {version}."
    if f"\n## {version} " not in (ROOT / "CHANGELOG.md").read_text("utf-8"):
        yield f"CHANGELOG.md has no section for version {version}."


def check(tag=""):
    """Return a sentence for each thing that keeps the book from being published."""
    return [*placeholders(), *stale_notebooks(), *versions(tag)]


def main():
    """Run the command; return an exit code, or a sentence about what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    address = commands.add_parser("address", help="set the addresses everywhere")
    address.add_argument("repository")
    address.add_argument("site", nargs="?", default="")
    check_command = commands.add_parser("check", help="name what is missing")
    check_command.add_argument("tag", nargs="?", default="")
    options = parser.parse_args()
    if options.command == "check":
        found = check(options.tag)
        print("\n".join(found) or "Nothing keeps the book from being published.")
        return bool(found)
    try:
        pair = addresses(options.repository, options.site)
    except ValueError as error:
        return str(error)
    set_addresses(*pair)
    print("The repository is {}, the book will lie at {}.".format(*pair))
    return 0


if __name__ == "__main__":
    sys.exit(main())

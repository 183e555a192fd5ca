"""Publish the book: from a repository's address to a site, editions and Colab links.

    .venv/bin/python tools/publish.py address https://github.com/OWNER/NAME [SITE]
    .venv/bin/python tools/publish.py check [TAG]
    .venv/bin/python tools/publish.py cells
    python tools/publish.py branch FOLDER

`address` sets the addresses in the files of PLACES and in the notebooks; SITE is where
the book will lie, if not on that repository's GitHub Pages. `check` names each
placeholder that is left, in the built site too, and each place where version, tag,
change log and citation disagree. `cells` renews the Colab link and setup cell of each
notebook. `branch` commits a folder with the editions and one wheel to the branch
`colab`; it needs only Python and Git.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "book"))
PLACES = ("_config.yml", "pyproject.toml", "CITATION.cff", "README.md")
PLACEHOLDER = re.compile(
    r"https?://(?:example\.github\.io/|[^\s\"'/]+/(?:github/)?example/)"
)
REPOSITORY = re.compile(r"https://github\.com/([\w-]+)/([\w.-]+?)(?:\.git)?/?")
SITE = re.compile(r"https://[\w.-]+(?:/[\w./~-]*)?")
TEXT = (".html", ".js", ".json", ".xml", ".css", ".txt", ".ipynb", ".md", ".svg")
BRANCH = "colab"  # of the editions, and nothing else


def addresses(repository, site=""):
    """Return the repository's address without a final slash, and the site's with one.

    ValueError if one is no address, or still a placeholder.
    """
    if not (match := REPOSITORY.fullmatch(repository)):
        raise ValueError(
            "The address of a repository is such as "
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


def shown(text):
    """Return the README with what it says only once there is a book to open."""
    return re.sub(r"<!-- Once published:\n(.*?)-->\n", r"\1", text, flags=re.DOTALL)


def set_addresses(repository, site):
    """Write the addresses to the files of PLACES and to the notebooks."""
    from _ext import colab

    old = colab.config()["repository"]["url"], colab.config()["html"]["baseurl"]
    for name in PLACES:
        text = (ROOT / name).read_text(encoding="utf-8")
        for before, after in zip(old, (repository, site), strict=True):
            text = re.sub(re.escape(before) + r"(?![\w-])", after, text)
        (ROOT / name).write_text(shown(text), encoding="utf-8")
    colab.config.cache_clear()
    colab.write_cells()


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


def versions(tag=""):
    """Yield a sentence for each place that names another version than the package."""
    from neuralnet import __version__ as version

    if tag and tag != f"v{version}":
        yield f"The tag is {tag}, but the package is version {version}."
    if f"\nversion: {version}\n" not in (ROOT / "CITATION.cff").read_text("utf-8"):
        yield f"CITATION.cff does not name version {version}."
    if f"\n## {version} " not in (ROOT / "CHANGELOG.md").read_text("utf-8"):
        yield f"CHANGELOG.md has no section for version {version}."


def check(tag=""):
    """Return a sentence for each thing that keeps the book from being published."""
    return [*placeholders(), *versions(tag)]


def git(*arguments, **environment):
    """Run Git, with more variables in its environment, and return what it prints."""
    options = {"env": {**os.environ, **environment}, "text": True}
    return subprocess.check_output(("git", *arguments), **options).strip()


def fetched(remote, ref):
    """Fetch a branch or tag of the remote; return its commit, '' if it is missing."""
    if not git("ls-remote", remote, ref):
        return ""
    git("fetch", "--quiet", "--depth=1", remote, ref)
    return git("rev-parse", "FETCH_HEAD^{commit}")


def tree(folder):
    """Return the hash of a Git tree of all files in a folder, ignored ones included."""
    with tempfile.TemporaryDirectory() as place:
        index = {"GIT_INDEX_FILE": os.path.join(place, "index")}
        git(f"--work-tree={folder}", "add", "--all", "--force", f"{folder}", **index)
        return git("write-tree", **index)


def push(folder, remote="origin"):
    """Commit the folder to the branch, push branch and tag, and return a sentence.

    Links point to the tag `colab-vVERSION`, which is never moved: other files for the
    same version are refused. ValueError if the folder does not hold one wheel, or the
    tag has other files.
    """
    wheels = list(folder.glob("*.whl"))
    if len(wheels) != 1:
        raise ValueError(f"{folder} holds {len(wheels)} wheels where one belongs.")
    version = wheels[0].name.split("-")[1]
    tag = f"colab-v{version}"
    new = tree(folder)
    published = fetched(remote, f"refs/tags/{tag}")
    if published and git("rev-parse", f"{published}^{{tree}}") == new:
        return f"{tag} is there already, with the same files."
    if published:
        raise ValueError(
            f"{tag} is there already, with other files, and links lead to it: "
            "raise the version of the package."
        )
    parent = fetched(remote, f"refs/heads/{BRANCH}")
    name, mail = git("log", "-1", "--format=%an%n%ae").split("\n")
    author = ("-c", f"user.name={name}", "-c", f"user.email={mail}")
    parents = ("-p", parent) if parent else ()
    message = f"The editions and the wheel of version {version}"
    commit = git(*author, "commit-tree", new, *parents, "-m", message)
    refs = f"{commit}:refs/heads/{BRANCH}", f"{commit}:refs/tags/{tag}"
    git("push", "--quiet", "--atomic", remote, *refs)
    count = len(list(folder.iterdir()))
    return f"{tag} holds {count} files, as the branch {BRANCH} does."


def main():
    """Run the command; return an exit code, or a sentence about what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    address = commands.add_parser("address", help="set the addresses everywhere")
    address.add_argument("repository")
    address.add_argument("site", nargs="?", default="")
    check_command = commands.add_parser("check", help="name what is missing")
    check_command.add_argument("tag", nargs="?", default="")
    commands.add_parser("cells", help="renew links and setup cells for Colab")
    branch = commands.add_parser("branch", help="push the editions for Colab")
    branch.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    if options.command == "check":
        found = check(options.tag)
        print("\n".join(found) or "Nothing keeps the book from being published.")
        return bool(found)
    if options.command == "cells":
        from _ext import colab

        return colab.write_cells()
    try:
        if options.command == "branch":
            print(push(options.folder.resolve()))
            return 0
        pair = addresses(options.repository, options.site)
    except ValueError as error:
        return str(error)
    set_addresses(*pair)
    print("The repository is {}, the book will lie at {}.".format(*pair))
    print("Commit this, then push a tag such as v1.0.0: its workflow publishes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

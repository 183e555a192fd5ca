"""Commit the Colab editions and the wheel of a version to the branch `colab`.

    python tools/colab_branch.py FOLDER [REMOTE]

FOLDER holds the editions and one wheel, whose name contains the version. The branch
holds nothing else. Links point to the tag `colab-vVERSION`, which is never moved: other
files for the same version are refused. This needs only Python and Git.
"""

import os
import pathlib
import subprocess
import sys
import tempfile

BRANCH = "colab"


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


def publish(folder, remote="origin"):
    """Commit the folder to the branch, push branch and tag, and return a sentence.

    ValueError if the folder does not hold one wheel, or the tag has other files.
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


def main(folder, remote="origin"):
    """Print what `publish` did; return 0, or its error as a sentence."""
    try:
        print(publish(pathlib.Path(folder).resolve(), remote))
    except ValueError as error:
        return str(error)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Start a sandbox with bubblewrap: choose the user and the files that it can see.

Root has no limit on processes, so root becomes another user inside. That user cannot
enter folders that bubblewrap makes by itself, so `folders` makes these folders. Since
/proc/1/cmdline would show bubblewrap's arguments, a file holds the arguments.
"""

import contextlib
import os
import pathlib
import shutil
import site
import subprocess
import sys

from grader.sandbox import contents, syscalls

USER = 61000  # the first user id; each process of the grader uses another one


@contextlib.contextmanager
def in_bubblewrap(limits, helpers):
    """Yield the process of runner.py in bubblewrap; afterwards, kill all processes."""
    command = contents.program("", helpers)
    if os.geteuid() == 0:  # become a user without files; NPROC counts by user
        user = str(USER + os.getpid() % 4000)
        who = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups"]
        who += ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--"]
        command = [*who, *command]
    with contextlib.ExitStack() as stack:
        options, fds = sandbox_options(limits, helpers), []

        def in_memory(content):  # write a file in memory; return its descriptor as text
            fd = os.memfd_create("arguments")
            file = stack.enter_context(open(fd, "w+b", buffering=0))
            file.write(content)
            file.seek(0)
            fds.append(fd)
            return str(fd)

        if (rules := syscalls.program()) is not None:
            options += ["--seccomp", in_memory(rules)]
        words = b"".join(os.fsencode(each) + b"\0" for each in [*options, "--"])
        command = ["bwrap", "--args", in_memory(words), *command]
        how = {"executable": shutil.which("bwrap"), "pass_fds": fds}
        with contents.started(command, env={}, cwd="/", **how) as bwrap:
            yield bwrap


def sandbox_options(limits, helpers):
    """Return bubblewrap's arguments: no network, few variables, and visible files."""
    options = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    options += ["--unshare-cgroup-try", "--hostname", "sandbox", "--die-with-parent"]
    options += ["--new-session", "--clearenv", "--setenv", "OPENBLAS_NUM_THREADS", "1"]
    options += ["--setenv", "OMP_NUM_THREADS", "1"]
    options += ["--setenv", "HOME", "/tmp", "--setenv", "PYTHONHASHSEED", "0"]
    if os.geteuid() != 0:  # root changes its user by setpriv
        options += ["--unshare-user", "--uid", str(USER), "--gid", str(USER)]
    options += [*system(), "--proc", "/proc", "--dev", "/dev"]
    for place, path in contents.places(helpers).items():
        options += folders(os.path.dirname(f"/{place}"))
        options += ["--ro-bind", path, f"/{place}"]
    # Size and permissions are of the file system after them.
    options += ["--size", str(limits.scratch), "--perms", "1777", "--tmpfs", "/tmp"]
    return [*options, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"]


def system():
    """Return bubblewrap's arguments that show Python and its libraries, read-only."""
    options, shown = ["--ro-bind", "/usr", "/usr"], ["/usr"]
    for name in ("/bin", "/sbin", "/lib", "/lib64"):
        if os.path.islink(name):
            options += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            options += ["--ro-bind", name, name]
    for name in ("/etc/ld.so.cache", "/etc/alternatives"):
        options += ["--ro-bind-try", name, name]
    prefix = pathlib.Path(sys.base_prefix).resolve()
    if not prefix.is_relative_to("/usr"):
        options += ["--ro-bind", str(prefix), str(prefix)]
        options = [*folders(prefix.parent), *options]
        shown.append(str(prefix))
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    # Installed packages and the course may hold answers: these folders are covered.
    covered = {*site.getsitepackages(), site.getusersitepackages()}
    covered |= {str(contents.HERE), str(contents.COURSEWORK.parent)}
    for prefix in (sys.base_prefix, "/usr", "/usr/local"):
        for name in (version, "python3"):
            for kind in ("site-packages", "dist-packages"):
                covered.add(os.path.join(prefix, "lib", name, kind))
    for folder in sorted({*map(os.path.realpath, covered)} - {"/usr"}):
        under = any(pathlib.Path(folder).is_relative_to(each) for each in shown)
        if under and os.path.isdir(folder):
            options += ["--perms", "0755", "--tmpfs", folder, "--remount-ro", folder]
    return options


def folders(path):
    """Return bubblewrap's arguments that make a folder and its parents, open to all."""
    path, options = pathlib.Path(path), []
    for folder in (*reversed(path.parents[:-1]), path):
        options += ["--perms", "0755", "--dir", str(folder)]
    return options


def obstacle(limits):
    """Return the likely reason why bubblewrap does not work on this machine."""
    needed = {"Python": contents.PYTHON, "NumPy": contents.folder_of("numpy")}
    for what, place in needed.items():
        for folder in reversed(pathlib.Path(place).parents):
            if not os.access(folder, os.X_OK):
                return f"{folder}, where {what} lies, is closed to this user"
    command = ["bwrap", *sandbox_options(limits, helpers=False), "--", "true"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return (done.stderr.strip() or "Python does not start in it").splitlines()[-1]

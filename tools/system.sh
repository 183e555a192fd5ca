#!/bin/sh
# Check for the system packages that the course needs besides Python.
# As root on Debian or Ubuntu the missing packages are installed (SYSTEM=no declines);
# elsewhere one line says what is missing, what is skipped and how to install it.

if [ -z "$PYTHON" ] || ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is missing: install it, or name it with PYTHON=..." >&2
    exit 1
fi

has_venv() { "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; }
has_chromium() { command -v chromium >/dev/null 2>&1; }
has_firefox() { command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1; }
has_webkit() { command -v WebKitWebDriver >/dev/null 2>&1 && command -v xvfb-run >/dev/null 2>&1; }
has_bubblewrap() { command -v bwrap >/dev/null 2>&1; }
has_fashion() { [ -e /usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz ]; }

missing() {
    has_venv || "$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    has_chromium || echo chromium
    has_firefox || echo firefox-esr
    has_webkit || echo webkitgtk-webdriver xvfb xauth
    has_bubblewrap || echo bubblewrap
    has_fashion || echo dataset-fashion-mnist
}

is_debian() {
    [ -r /etc/os-release ] && grep -qE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release &&
        command -v apt-get >/dev/null 2>&1
}

packages=$(missing | tr '\n' ' ')
if [ -n "$packages" ] && [ "$SYSTEM" != no ] && [ "$(id -u)" = 0 ] && is_debian; then
    echo "Installing system packages (SYSTEM=no declines): $packages"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    for package in $packages; do # one by one, so that a failure does not stop the others
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null
    done
fi

if ! has_venv; then
    echo "Python's venv is missing, nothing works without it: apt-get install $(missing | head -n 1)" >&2
    exit 1
fi
has_chromium || echo "chromium is missing: tests of the pages in a browser are skipped; install it with: apt-get install chromium"
has_firefox || echo "firefox-esr is missing: the test of the pages in Firefox is skipped; install it with: apt-get install firefox-esr"
has_webkit || echo "webkitgtk-webdriver is missing: the tests of the pages in Safari's engine are skipped; install it with: apt-get install webkitgtk-webdriver xvfb xauth"
has_bubblewrap || echo "bubblewrap is missing: submissions cannot be graded safely, and the tests of that are skipped; install it with: apt-get install bubblewrap"
has_fashion || echo "dataset-fashion-mnist is missing: the tests on a second data set are skipped; install it with: apt-get install dataset-fashion-mnist"
exit 0

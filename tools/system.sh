#!/bin/sh
# Look for what a command needs besides Python's packages: system.sh PYTHON NEED...
# A NEED is venv, bubblewrap, chromium or browsers (all three engines, and fonts). As root on Debian
# or Ubuntu the missing packages are installed (SYSTEM=no declines); elsewhere a line says
# what is missing, what is skipped without it, and how to install it.

PYTHON=$1
shift
if [ -z "$PYTHON" ] || ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is missing: install it, or name it with PYTHON=..." >&2
    exit 1
fi

has() { command -v "$1" >/dev/null 2>&1; }
has_venv() { "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; }
has_bubblewrap() { has bwrap; }
has_chromium() { has chromium; }
has_firefox() { has firefox-esr || has firefox; }
has_webkit() { has WebKitWebDriver && has xvfb-run; }
has_fonts() { [ -d /usr/share/fonts/truetype/liberation ]; }

packages_of() {
    case $1 in
        venv) "$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])' ;;
        firefox) echo firefox-esr ;;
        webkit) echo webkitgtk-webdriver xvfb xauth ;;
        fonts) echo fonts-liberation ;;
        *) echo "$1" ;;
    esac
}

skipped_without() {
    case $1 in
        venv) echo "nothing works without it" ;;
        bubblewrap) echo "submissions cannot be graded safely, and the tests of that are skipped" ;;
        fonts) echo "the tests of the pages with these as the system's are skipped" ;;
        *) echo "the tests of the pages in it are skipped" ;;
    esac
}

can_install() {
    [ "$SYSTEM" != no ] && [ "$(id -u)" = 0 ] && has apt-get &&
        grep -qE '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release 2>/dev/null
}

for need in $(echo "$*" | sed 's/browsers/chromium firefox webkit fonts/'); do
    "has_$need" && continue
    packages=$(packages_of "$need")
    if can_install; then
        echo "Installing $packages (SYSTEM=no declines)"
        [ -n "$updated" ] || apt-get update -qq
        updated=yes
        # shellcheck disable=SC2086 # several packages
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            $packages >/dev/null
    fi
    "has_$need" && continue
    echo "$need is missing: $(skipped_without "$need"); install it with: apt-get install $packages" >&2
    [ "$need" != venv ] || exit 1
done

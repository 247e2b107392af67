#!/bin/sh
# Install Mingcha from this bundle, without a network: sh install.sh [FOLDER] [--user NAME] [--back]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
wanted=$(sed -n 's/.*"python": "\([0-9.]*\)".*/\1/p' "$here/bundle.json")
for python in "python$wanted" python3; do
    if command -v "$python" >/dev/null 2>&1; then exec "$python" "$here/install.py" "$@"; fi
done
echo "install: 没有 Python $wanted · there is no Python $wanted" >&2
exit 1

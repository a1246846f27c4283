#!/bin/bash
# Make .venv and install what uv.lock says. Needs Python 3.11 or newer, and nothing else.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

find_python() {
  local candidate
  for candidate in python3.11 python3.12 python3.13 python3.14 python3 /usr/bin/python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  say "Lieu commun needs Python 3.11 or newer, and none was found on this machine."
  say "On Debian or Ubuntu: apt-get install python3 python3-venv"
  return 1
}

make_venv() {
  local python
  python=$(find_python)
  if command -v uv >/dev/null; then
    uv venv --quiet --python "$python" .venv
  elif "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv .venv
  else
    say "$python comes without the module that makes virtual environments."
    say "On Debian or Ubuntu: apt-get install python3-venv. Then start again."
    return 1
  fi
}

[ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; make_venv; }

if ! command -v uv >/dev/null; then
  say "Installing uv into .venv…"
  # An environment that uv made holds no pip.
  .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
  .venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8'
fi

say "Installing the packages of uv.lock (a minute or two the first time)…"
# The machine's own certificates: networks of administrations often have theirs.
UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1 \
  LIEU_SKIP_FRONT=1 uv sync --frozen --inexact --quiet --extra dev

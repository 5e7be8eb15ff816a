#!/usr/bin/env bash
# Puts a real VS Code (code-server), its Node.js and a browser where the end-to-end tests find them, and says where.
# They are large, so they stay in a cache folder and are used again. Prints NODE=, CODE_SERVER= and CHROMIUM= lines.
# CODE_SERVER_VERSION=4.93.1 CODE_SERVER_NODE=20 is the oldest editor that the extension is tried in (VS Code 1.93.1).
set -euo pipefail

version=${CODE_SERVER_VERSION:-4.139.1}
# code-server names one Node.js line in each release: 20 in the old ones, 24 in today's.
node=${CODE_SERVER_NODE:-24}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/replycodes-e2e
mkdir -p "$cache"

say() { echo "$*" >&2; }

need_debian_package() { # PACKAGE, and the command after it tells whether it is there
  local package=$1
  shift
  "$@" >/dev/null 2>&1 && return
  say "Installing Debian's $package ..."
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  command -v apt-get >/dev/null || { say "Please install $package: this machine has no apt-get."; exit 1; }
  "${root[@]}" apt-get install -y -qq "$package" >&2 || {
    "${root[@]}" apt-get update -qq >&2
    "${root[@]}" apt-get install -y -qq "$package" >&2
  }
}

npm_install() { # FOLDER PACKAGE: whole or not at all, so that an interrupted install is never taken for a good one
  local folder=$1 package=$2
  [ -d "$folder" ] && return
  say "Installing $package ..."
  rm -rf "$folder.part"
  mkdir "$folder.part"
  (cd "$folder.part" && npm init -y >/dev/null && npm install --no-audit --no-fund --loglevel=error "$package" >&2)
  mv "$folder.part" "$folder"
}

# Releases before 4.118 or so download ripgrep from a place that closed networks do not reach. All but the search over
# files works without it, so their scripts are left out and only the native modules are built.
npm_install_without_scripts() { # FOLDER PACKAGE
  local folder=$1 package=$2 module
  [ -d "$folder" ] && return
  say "Installing $package, native modules one by one ..."
  rm -rf "$folder.part"
  mkdir "$folder.part"
  (
    cd "$folder.part" && npm init -y >/dev/null
    npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$package" >&2
    npm rebuild --loglevel=error argon2 >&2
    cd node_modules/code-server/lib/vscode
    npm install --ignore-scripts --omit=dev --legacy-peer-deps --no-audit --no-fund --loglevel=error >&2
    for module in node-pty @vscode/spdlog native-watchdog @parcel/watcher kerberos; do
      (cd "node_modules/$module" && npx --yes node-gyp rebuild >&2)
    done
  )
  mv "$folder.part" "$folder"
}

exec 9>"$cache/lock"
flock 9
command -v chromium >/dev/null || command -v google-chrome >/dev/null || need_debian_package chromium command -v chromium
npm_install "$cache/node-$node" "node@$node"
node_program=$cache/node-$node/node_modules/node/bin/node
if [ ! -d "$cache/code-server-$version" ]; then
  need_debian_package libkrb5-dev dpkg -s libkrb5-dev # for its kerberos module
  install=npm_install
  [ "$node" -ge 22 ] || install=npm_install_without_scripts
  # Its folder must not hold Node.js as well: the install then fails.
  PATH=$(dirname "$node_program"):$PATH $install "$cache/code-server-$version" "code-server@$version"
fi
echo "NODE=$node_program"
echo "CODE_SERVER_VERSION=$version"
echo "CODE_SERVER=$cache/code-server-$version/node_modules/code-server"
echo "CHROMIUM=$(command -v chromium || command -v google-chrome)"

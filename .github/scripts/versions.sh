#!/usr/bin/env bash
# versions.sh <patch>: writes a patch with newer pins of components/Versions.cs: NodeBB's newest tag of the same major version, and Node's
# newest release of the same line with its checksum. Both come from where a deployment gets them, as Versions.cs says. The patch is empty
# if there are none. `make docs` runs what it builds, so propose.sh takes the patch in a job of its own.
set -euo pipefail
file=components/Versions.cs
mkdir -p "$(dirname "$1")"
: >"$1"

pin() { sed -n "s/^.* string $1 = \"\(.*\)\";\$/\1/p" "$file"; }
# newest <prefix>: the newest whole version on stdin that begins with it.
newest() {
  { grep -xE "${1//./\\.}[0-9]+(\.[0-9]+)*" || { echo "no version that begins with $1 is offered" >&2; exit 1; }; } | sort -V | tail -n 1
}

nodebb=$(pin NodeBB) node=$(pin Node) sha256=$(pin NodeSha256) mirror=$(pin NodeMirror)
new_nodebb=$(git ls-remote --tags --refs "$(pin NodeBBRepository)" 'v*' | sed 's|.*refs/tags/||' | newest "${nodebb%%.*}.")
new_node=$(curl -fsSL "$mirror/index.tab" | cut -f 1 | sed 's/^v//' | newest "${node%%.*}.")
# An older list, of a mirror that is behind, proposes nothing.
later() { printf '%s\n' "$1" "$2" | sort -V | tail -n 1; }
new_nodebb=$(later "$nodebb" "$new_nodebb") new_node=$(later "$node" "$new_node")
if [[ $new_nodebb == "$nodebb" && $new_node == "$node" ]]; then
  echo "NodeBB $nodebb and Node $node are the newest"
  exit 0
fi

new_sha256=$sha256
if [[ $new_node != "$node" ]]; then
  new_sha256=$(curl -fsSL "$mirror/v$new_node/SHASUMS256.txt" | awk -v name="node-v$new_node-linux-x64.tar.gz" '$2 == name { print $1 }')
  [[ $new_sha256 =~ ^[0-9a-f]{64}$ ]] || { echo "$mirror has no checksum of Node $new_node for linux-x64" >&2; exit 1; }
fi
sed -i "s/\"$nodebb\"/\"$new_nodebb\"/; s/${node//./\\.}/$new_node/g; s/$sha256/$new_sha256/" "$file"
make docs

git -c user.name=github-actions -c user.email=github-actions@users.noreply.github.com commit -q -a \
  -m "Pin NodeBB $new_nodebb and Node $new_node" -m "Node's SHA-256 is from $mirror/v$new_node/SHASUMS256.txt."
git format-patch -1 --stdout >"$1"

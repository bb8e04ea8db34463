#!/usr/bin/env bash
# versions.sh: proposes newer pins of components/Versions.cs in a pull request: NodeBB's newest tag of the same major version, and Node's
# newest release of the same line with its checksum. Both come from where a deployment gets them, as Versions.cs says.
# Environment: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN.
set -euo pipefail
file=components/Versions.cs

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

title="Pin NodeBB $new_nodebb and Node $new_node"
git -c user.name=github-actions -c user.email=github-actions@users.noreply.github.com commit -qam "$title"
git push -q --force origin HEAD:refs/heads/versions
TITLE=$title BODY="NodeBB $nodebb → $new_nodebb, Node $node → $new_node (SHA-256 from $mirror/v$new_node/SHASUMS256.txt)." \
  node "$(dirname "$0")/pull-request.mjs" versions

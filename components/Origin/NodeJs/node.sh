# shellcheck shell=bash
# NodeBBInfra: installs Node.js from a tarball with a known checksum.
# Params: NODE_VERSION NODE_SHA256 NODE_MIRROR (the base URL of a mirror of https://nodejs.org/dist)
home=/opt/node
release=$home/$NODE_VERSION
name=node-v$NODE_VERSION-linux-x64

# Other folders there are the host's own.
if [[ -e $release && ! -e $release/.sha256 ]]; then fail "$release was not made by NodeBBInfra; move it away first."; fi
# The checksum is written last, so it also marks the installation as complete.
if [[ $(cat "$release/.sha256" 2>/dev/null) != "$NODE_SHA256" ]]; then
  folder "$home" 0755
  tarball=$home/.new.tar.gz
  curl -q -fsSL --proto '=https,http' --connect-timeout 20 --retry 3 --max-time 240 --max-filesize 500000000 \
    -o "$tarball" -- "$NODE_MIRROR/v$NODE_VERSION/$name.tar.gz"
  actual=$(sha256sum "$tarball" | cut -d ' ' -f 1)
  [[ $actual == "$NODE_SHA256" ]] ||
    fail "$NODE_MIRROR/v$NODE_VERSION/$name.tar.gz has the SHA-256 $actual, not $NODE_SHA256."

  rm -rf -- "$home/.new" "$home/.old"
  folder "$home/.new" 0755
  tar -xzf "$tarball" -C "$home/.new" --strip-components=1 --no-same-owner
  found=$("$home/.new/bin/node" --version)
  [[ $found == "v$NODE_VERSION" ]] || fail "The archive of Node $NODE_VERSION contains Node $found."
  echo "$NODE_SHA256" >"$home/.new/.sha256"
  if [[ -d $release ]]; then mv -T -- "$release" "$home/.old"; fi
  mv -T -- "$home/.new" "$release"
  rm -rf -- "$home/.old" "$tarball"
  changed "$release"
fi

link "$release" "$home/current"
for program in node npm npx; do
  link "$home/current/bin/$program" "/usr/local/bin/$program"
done

# Keep the previous version, because workers may still run it; delete older ones.
mapfile -t old < <(find "$home" -mindepth 2 -maxdepth 2 -name .sha256 -not -path "$release/*" -printf '%T@ %h\n' | sort -rn | tail -n +2 | cut -d ' ' -f 2-)
if ((${#old[@]} > 0)); then rm -rf -- "${old[@]}"; fi
unchanged

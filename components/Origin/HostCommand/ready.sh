# shellcheck shell=bash
# NodeBBInfra: the first step. It waits until the host has booted, checks that the host is supported, and installs the runner for all other
# steps. A plain bash reads it from stdin, and a bundle with the runner follows it there.
ready() {
  set -euo pipefail
  umask 077
  export LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  local root=${NODEBB_INFRA_ROOT:-} lib=${NODEBB_INFRA_ROOT:-}/usr/local/lib/nodebb-infra me new id version

  # Read the bundle first, before any command can consume stdin. Only root can write to /run.
  new=$(mktemp -d "$root/run/.nodebb-infra-ready.XXXXXXXX")
  # shellcheck disable=SC2064 # expand the name now
  trap "rm -rf -- '$new'" EXIT
  awk -v dir="$new" '
    /^@file [a-z]+\.(sh|pl)$/ { if (out != "") close(out); out = dir "/" $2; printf "" > out; next }
    /^@end$/                  { ended = 1; next }
    /^\|$/ && out != ""       { print "" > out; next }
    /^\| / && out != ""       { print substr($0, 3) > out; next }
                              { print "host: line " NR " of the bundle cannot be read" > "/dev/stderr"; failed = 1; exit 65 }
    END                       { if (!ended && !failed) { print "host: the bundle was cut on its way" > "/dev/stderr"; exit 65 } }'
  for file in "$new"/*.sh; do bash -n "$file"; done

  if [[ -z $root ]]; then
    [[ $(id -u) == 0 ]] || refuse "this needs root. Log in as root, or as a user who may run sudo without a password."
    # shellcheck source=/dev/null
    id=$(. /etc/os-release && echo "${ID-}") version=$(. /etc/os-release && echo "${VERSION_ID-0}")
    [[ $id == debian && ${version%%.*} -ge 13 ]] || refuse "this is ${id:-an unknown system} $version. NodeBBInfra needs Debian 13 or later."
    [[ $(uname -m) == x86_64 ]] || refuse "this is $(uname -m). NodeBBInfra needs x86_64."
    [[ -d /run/systemd/system ]] || refuse "systemd is not running."
    # A new machine may still be running cloud-init. Ignore its result: a failed unit of the machine's own does not matter here.
    if command -v cloud-init >/dev/null; then timeout 600 cloud-init status --wait </dev/null >/dev/null 2>&1 || true; fi
    timeout 120 systemctl is-system-running --wait </dev/null >/dev/null 2>&1 || true
  fi

  # shellcheck source=/dev/null
  . "$new/lib.sh"
  exec 3>/dev/null
  me="$(id -un):$(id -gn)"
  folder "$lib" 0755
  folder "$root/etc/nodebb-infra" 0755
  folder "$root/var/lib/nodebb-infra" 0755
  folder "$root/etc/nodebb-infra/secrets" 0700
  folder "$root/var/log/nodebb-infra" 0700
  # Rename instead of overwriting, because an older run may be reading the files. The runner comes last, as it uses the others.
  for file in guard.sh presentable.pl lib.sh; do install_file "$new/$file" "$lib/$file" 0644 "$me" >/dev/null; done
  install_file "$new/drift.sh" "$lib/drift" 0755 "$me" >/dev/null
  install_file "$new/run.sh" "$lib/run" 0755 "$me" >/dev/null
  printf '%s\n' "$lib"/{guard.sh,presentable.pl,lib.sh,drift,run} >"$new/kept"
  "$lib/drift" record ready "$new" </dev/null >/dev/null
  echo "ready"
  echo "run $(</proc/sys/kernel/random/uuid)" >&2
}

refuse() {
  echo "host: $*" >&2
  exit 1
}

# On one line: the next line that bash would read belongs to the bundle.
ready; exit

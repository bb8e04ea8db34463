# shellcheck shell=bash
# NodeBBInfra: the first step. It waits until the host has finished booting, says plainly if it is no host for us, and brings the
# runner that all other steps use. It comes as standard input of a plain bash; the bundle with the runner follows it there.
ready() {
  set -euo pipefail
  umask 022
  export LC_ALL=C.UTF-8
  local root=${NODEBB_INFRA_ROOT:-} lib=${NODEBB_INFRA_ROOT:-}/usr/local/lib/nodebb-infra new id version

  # The bundle first: it stands in the way of everything that reads standard input.
  mkdir -p "$lib"
  new=$(mktemp -d "$lib/.new.XXXXXXXX")
  # shellcheck disable=SC2064 # the folder's name as it is now
  trap "rm -rf '$new'" EXIT
  awk -v dir="$new" '
    /^@file (run|lib)\.sh$/ { if (out != "") close(out); out = dir "/" $2; printf "" > out; next }
    /^@end$/                { ended = 1; next }
    /^\|$/ && out != ""     { print "" > out; next }
    /^\| / && out != ""     { print substr($0, 3) > out; next }
                            { print "host: line " NR " of the bundle cannot be read" > "/dev/stderr"; failed = 1; exit 65 }
    END                     { if (!ended && !failed) { print "host: the bundle was cut on its way" > "/dev/stderr"; exit 65 } }'
  bash -n "$new/run.sh"
  bash -n "$new/lib.sh"

  if [[ -z $root ]]; then
    [[ $(id -u) == 0 ]] || refuse "this needs root. Log in as root, or as a user who may run sudo without a password."
    # shellcheck source=/dev/null
    id=$(. /etc/os-release && echo "${ID-}") version=$(. /etc/os-release && echo "${VERSION_ID-0}")
    [[ $id == debian && ${version%%.*} -ge 13 ]] || refuse "this is ${id:-an unknown system} $version. NodeBBInfra needs Debian 13 or later."
    [[ $(uname -m) == x86_64 ]] || refuse "this is $(uname -m). NodeBBInfra needs x86_64."
    [[ -d /run/systemd/system ]] || refuse "systemd is not running."
    # A new machine may still be installing its own things; a unit of its own that failed is not our concern.
    if command -v cloud-init >/dev/null; then timeout 600 cloud-init status --wait </dev/null >/dev/null 2>&1 || true; fi
    timeout 120 systemctl is-system-running --wait </dev/null >/dev/null 2>&1 || true
  fi

  install -d -m 0755 "$root/etc/nodebb-infra" "$root/var/lib/nodebb-infra"
  install -d -m 0700 "$root/etc/nodebb-infra/secrets" "$root/var/log/nodebb-infra"
  chmod 0644 "$new/lib.sh"
  chmod 0755 "$new/run.sh"
  # Moved, not written over: an older run may be reading them.
  mv -fT "$new/lib.sh" "$lib/lib.sh"
  mv -fT "$new/run.sh" "$lib/run"
  echo "ready"
  echo "run $(</proc/sys/kernel/random/uuid)" >&2
}

refuse() {
  echo "host: $*" >&2
  exit 1
}

# One line: the next one that bash would read belongs to the bundle.
ready; exit

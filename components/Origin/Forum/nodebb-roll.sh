#!/bin/bash -p
# NodeBBInfra: restarts the forum's workers one after another, so that no visitor notices.
#
#   nodebb-roll              restarts them
#   nodebb-roll --history    shows who restarted them when, and with what result
#   nodebb-roll --asked      for nodebb-infra-roll.service: restarts them because NodeBB's control panel asked for it
set -euo pipefail
if [[ ${NODEBB_INFRA_CLEAN-} != "$$" ]]; then
  exec env -i LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/nonexistent \
    NODEBB_INFRA_CLEAN="$$" NODEBB_INFRA_CLIENT="${SUDO_USER:-root}" /bin/bash -p "$0" "$@"
fi
who=$NODEBB_INFRA_CLIENT
unset NODEBB_INFRA_CLEAN NODEBB_INFRA_CLIENT
if ((EUID != 0)); then
  echo "nodebb-roll: run it as root: sudo nodebb-roll" >&2
  exit 77
fi
lib=/usr/local/lib/nodebb-infra
exec 3>&1
# shellcheck source=/dev/null
. "$lib/lib.sh"
# shellcheck source-path=SCRIPTDIR source=roll.sh
. "$lib/forum/roll.sh"
case ${1-} in
  --history)
    cat -- "$history" 2>/dev/null || echo 'no restart so far'
    exit 0
    ;;
  --asked)
    who="the control panel"
    as_nodebb rm -f -- "$sockets/restart"
    ;;
  '') ;;
  *)
    sed -n 's/^#   \(nodebb-roll\)/\1/p' "$0" >&2
    exit 64
    ;;
esac

# /run is empty after a reboot.
for place in /run/nodebb-infra /run/nodebb-infra/.locks; do folder "$place" 0700; done
# Not while a destroy runs.
exec {NODEBB_INFRA_HOST_LOCK}>>/run/nodebb-infra/.locks/.host
flock -s -w 900 "$NODEBB_INFRA_HOST_LOCK" || fail "A destroy is running on this host."
[[ /run/nodebb-infra/.locks/.host -ef /dev/fd/$NODEBB_INFRA_HOST_LOCK ]] || fail "A destroy has just cleared this host."
work=$(mktemp -d /run/nodebb-infra/.roll.XXXXXX)
trap 'rm -rf -- "$work"' EXIT
cd "$work"
hold_roll "$who"
mapfile -t ports < <(find "${worker_unit%/*}/multi-user.target.wants" -name 'nodebb@*.service' -printf '%f\n' | tr -dc '0-9\n' | sort -n)
release=$(basename -- "$(readlink -f "$home/current")")
SECONDS=0
if roll "${ports[@]}" >out 2>&1 3>&1; then
  noted_roll "$who" "$release" "$release" "$SECONDS" "restarted ${ports[*]}"
  echo "Restarted ${#ports[@]} workers in $SECONDS s."
else
  # It has what the forum wrote.
  present() { perl "$lib/presentable.pl" /etc/nodebb-infra/secrets "$@"; }
  noted_roll "$who" "$release" "$release" "$SECONDS" "failed: $(present out last 1 200)"
  present out last 30 600 >&2
  echo "nodebb-roll: a worker does not start anew (above). Those after it were not restarted." >&2
  exit 1
fi

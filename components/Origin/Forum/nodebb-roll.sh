#!/bin/bash -p
# NodeBBInfra: restarts the forum's workers one after another, so that no visitor notices.
#
#   nodebb-roll              restarts them
#   nodebb-roll --back       goes back to the release before, if the database allows it
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
# shellcheck source-path=SCRIPTDIR source=units.sh
. "$lib/forum/units.sh"
# shellcheck source-path=SCRIPTDIR source=roll.sh
. "$lib/forum/roll.sh"
# shellcheck source-path=SCRIPTDIR source=schema.sh
. "$lib/forum/schema.sh"
back=
case ${1-} in
  --history)
    cat -- "$history" 2>/dev/null || echo 'no restart so far'
    exit 0
    ;;
  --asked)
    who="the control panel"
    ;;
  --back) back=yes ;;
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
# Only now: a roll that is killed while it waits is still to do.
if [[ ${1-} == --asked ]]; then
  as_nodebb timeout 10 rm -rf -- "$sockets/restart" || say "$sockets/restart could not be deleted."
fi
mapfile -t ports < <(find "${worker_unit%/*}/multi-user.target.wants" -name 'nodebb@*.service' -printf '%f\n' | tr -dc '0-9\n' | sort -n)
running=$(readlink -f "$home/current")
release=$running
if [[ $back ]]; then
  [[ -L $home/previous ]] || fail "This host has no release before ${running##*/}."
  release=$(readlink -f "$home/previous")
  [[ -d $release ]] || fail "The release before ${running##*/} is no longer on this host: write it into nodebb:nodebbRef and run pulumi up."
  [[ $release != "$running" ]] || fail "${running##*/} is the release before already."
  refuse_way_back "$running" "$release"
fi

# What it prints has what the forum wrote, so it is shown only after a failure, and without control characters. It may end while its output is
# redirected.
exec {NODEBB_INFRA_STDERR}>&2
ended() {
  local status=$?
  trap - EXIT
  if ((status != 0)); then
    present() { perl "$lib/presentable.pl" /etc/nodebb-infra/secrets "$@"; }
    noted_roll "$who" "${running##*/}" "${release##*/}" "$SECONDS" "failed: $(present out last 1 200)"
    {
      present out last 30 600
      echo "nodebb-roll: failed (above). Workers that were not restarted go on with what they ran."
    } >&"$NODEBB_INFRA_STDERR"
  fi
  rm -rf -- "$work"
  exit "$status"
}
trap ended EXIT
SECONDS=0
{
  end_unit nodebb-infra-public # Of a run that was killed.
  copy_assets "$release"
} >out 2>&1 3>&1
if [[ ! $back ]]; then
  {
    serve_assets "$release"
    roll "${ports[@]}"
    keep_assets
  } >>out 2>&1 3>&1
  noted_roll "$who" "${running##*/}" "${release##*/}" "$SECONDS" "restarted ${ports[*]}"
  echo "Restarted ${#ports[@]} workers in $SECONDS s."
else
  # So that no deployment brings it back by itself.
  record /var/lib/nodebb-infra/taken-back "${running##*/}"
  {
    switch_to "$release"
    serve_assets "$release"
  } >>out 2>&1 3>&1
  if ! start_workers "$who" "${running##*/}" "${release##*/}" >>out 2>&1 3>&1; then
    rm -f -- /var/lib/nodebb-infra/taken-back
    {
      switch_to "$running"
      serve_assets "$running" || true
      start_workers "$who" "${release##*/}" "${running##*/}" || true
    } >>out 2>&1 3>&1
    exit 1
  fi
  {
    keep_assets
    link "$running" "$home/previous"
  } >>out 2>&1 3>&1
  echo "The workers run ${release##*/} again. Write it into nodebb:nodebbRef: until then, deployments of the forum are refused."
fi

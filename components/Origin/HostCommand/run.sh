#!/bin/bash -p
# NodeBBInfra: runs one step on this host.
#
#   run <step> <seconds> [<attempt> [new]]      stdin is the step's bundle (README.md)
#
# The attempt changes the command's text, so that Pulumi runs the step; a script that acts at destroy also uses it. After a success, stderr
# is the run id. The verification has it as input, so it runs after every step that ran.
#
# Stdout gets the step's few result lines, and only at the end, so a disconnected client cannot stop a script halfway. All other output goes
# to a log that only root can read. On failure, the error message contains its last lines.
set -euo pipefail

# Drop the SSH session's environment. Tests set NODEBB_INFRA_ROOT to run steps in another root folder.
if [[ ${NODEBB_INFRA_CLEAN-} != "$$" ]]; then
  exec env -i LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NODEBB_INFRA_ROOT="${NODEBB_INFRA_ROOT-}" NODEBB_INFRA_CLEAN="$$" NODEBB_INFRA_CLIENT="${SUDO_USER:-${USER-}}${SSH_CONNECTION+ from ${SSH_CONNECTION%% *}}" \
    /bin/bash -p "$0" "$@"
fi
client=$NODEBB_INFRA_CLIENT
unset NODEBB_INFRA_CLEAN NODEBB_INFRA_CLIENT

root=${NODEBB_INFRA_ROOT:-}
lib=$(readlink -f -- "$0")
lib=${lib%/*}
step=${1-} limit=${2-}
if [[ ! $step =~ ^[a-z][a-z0-9-]*$ || ! $limit =~ ^[1-9][0-9]*$ ]]; then
  echo "host: usage: run <step> <seconds> [<attempt> [new]]" >&2
  exit 64
fi
# shellcheck source=/dev/null
. "$lib/lib.sh"
umask 077
for place in var/log/nodebb-infra run/nodebb-infra run/nodebb-infra/.locks; do folder "$root/$place" 0700; done

# A destroy waits until no step runs, and no step starts while it runs. (Nobody else can reach these files.)
exec {NODEBB_INFRA_HOST_LOCK}>>"$root/run/nodebb-infra/.locks/.host"
# Files whose lock is free have what was written at an earlier run.
holders() {
  local file
  for file in "$root"/run/nodebb-infra/.locks/{.roll,*}; do
    if [[ -s $file ]] && ! flock -n "$file" true; then echo "${file##*/.locks/}: $(<"$file")"; fi
  done | paste -sd ';'
}
how=-s
if [[ $step == destroy-* ]]; then how=-x; fi
if ! flock "$how" -w "$limit" "$NODEBB_INFRA_HOST_LOCK"; then
  echo "host: step $step waited $limit s for other steps or a destroy on this host: $(holders)" >&2
  exit 75
fi
# A destroy that has just ended has deleted this lock.
if [[ ! $root/run/nodebb-infra/.locks/.host -ef /dev/fd/$NODEBB_INFRA_HOST_LOCK ]]; then
  exec {NODEBB_INFRA_HOST_LOCK}>&-
  # It was killed at its end, or the host is being deployed again.
  if [[ -x $lib/run ]]; then exec "$lib/run" "$@"; fi
  if [[ $how == -x ]]; then exit 0; fi
  echo "host: step $step did not run: a destroy has just cleared this host" >&2
  exit 75
fi
# The step may still be running for a client that was killed. Its work is the same, so wait for it. The lock is a file descriptor that the
# script and root's child processes inherit, so it is held until all of them end. (Services are systemd's children and do not have it.)
lock=$root/run/nodebb-infra/.locks/$step
exec {NODEBB_INFRA_LOCK}>>"$lock"
if ! flock -w "$limit" "$NODEBB_INFRA_LOCK"; then
  echo "host: step $step is still running after $limit s for another deployment: $(<"$lock")" >&2
  exit 75
fi
echo "pid $$, started $(date --iso-8601=seconds)${client:+ by $client}" >"$lock"

# /run is in memory, so a bundle never reaches a disk. Delete what a killed run left.
work=$root/run/nodebb-infra/$step
rm -rf -- "$work"
trap 'rm -rf -- "$work"' EXIT
mkdir -p "$work/params" "$work/files" "$work/home"

# A bundle without its last line is truncated, and its script may be too, so nothing of it runs.
unpack() {
  LC_ALL=C awk -v dir="$work" '
    function fail(why) { print "host: line " NR " of the bundle " why > "/dev/stderr"; failed = 1; exit 65 }
    function open(path) { if (out != "") close(out); out = dir "/" path; printf "" > out }
    ended                              { fail("comes after its end") }
    /^@param [A-Z][A-Z0-9_]*$/         { open("params/" $2); next }
    /^@file [A-Za-z0-9_@-][A-Za-z0-9._@-]*$/ { open("files/" $2); next }
    /^@script$/                        { open("script.sh"); next }
    /^@end$/                           { ended = 1; next }
    out == ""                          { fail("belongs to nothing") }
    /^\|$/                             { print "" > out; next }
    /^\| /                             { print substr($0, 3) > out; next }
                                       { fail("is neither data nor a heading") }
    END { if (!failed && !ended) { print "host: the bundle was cut after line " NR > "/dev/stderr"; exit 65 } }'
}
unpack
[[ -f $work/script.sh ]] || { echo "host: the bundle of step $step has no script" >&2; exit 65; }

for file in "$work"/params/*; do
  [[ -f $file ]] || continue
  export "${file##*/}=$(<"$file")"
done
# root's programs get an empty home and no user's configuration.
export HOME=$work/home CURL_HOME=$work/home "${NO_USERS_CONFIGURATION[@]}"
export STEP="$step" ATTEMPT="${3-}" NEW="${4-}" BASH_ENV="$lib/lib.sh" NODEBB_INFRA_LOCK NODEBB_INFRA_HOST_LOCK

log=$root/var/log/nodebb-infra/$step.log
{
  if [[ -f $log ]]; then mv -f -- "$log" "$log.1"; fi
  printf 'NodeBBInfra: step %s, %s\n' "$step" "$(date --iso-8601=seconds)" >"$log"
} 2>/dev/null || {
  # A destroy may be what frees a full disk.
  if [[ $step != destroy-* ]]; then
    echo "host: step $step did not run: $log cannot be written ($(df -h --output=avail "$root/var" | tail -n 1 | tr -d ' ') free)" >&2
    exit 1
  fi
  log=$work/log
  : >"$log"
}

cd "$work"
status=0
timeout -k 30 "$limit" bash -euo pipefail script.sh >>"$log" 2>&1 3>result </dev/null || status=$?
if ((status == 0)) && [[ ! -f farewell ]]; then "$lib/drift" record "$step" "$work" >>"$log" 2>&1 </dev/null || status=$?; fi

# present <file> <last|first> <lines> <characters of a line>: prints that part of the file, with secrets masked.
present() { perl "$lib/presentable.pl" "$root/etc/nodebb-infra/secrets" "$@"; }
# forget <path>: deletes it. It gets another name first, so that a kill leaves no half of it.
forget() {
  rm -rf -- "$1.gone" && { [[ ! -e $1 && ! -L $1 ]] || mv -T -- "$1" "$1.gone"; } && rm -rf -- "$1.gone"
}
case $status in
  0)
    shown=$(present result first 200 2000)
    # After a destroy: what was needed until here. Nothing is printed before, because the client may be gone.
    if [[ -f farewell ]]; then
      mapfile -t last <farewell
      for path in "${last[@]}"; do
        why=$(forget "$path" 2>&1) || { echo "host: step $step cannot delete $path, and nothing after it: $why" >&2; exit 1; }
      done
    fi
    if [[ $shown ]]; then printf '%s\n' "$shown"; fi
    echo "run $(</proc/sys/kernel/random/uuid)" >&2
    exit 0
    ;;
  124 | 137) reason="did not finish within $limit s" ;;
  *)
    # Put the cause first: people read the beginning of the message.
    if [[ -f cause ]]; then cause=$(present cause first 5 600); fi
    reason="failed (exit $status)"
    ;;
esac
{
  echo "host: step $step $reason:${cause:+ $cause}"
  present "$log" last 30 600 | sed '1{/^NodeBBInfra: step /d}' | if [[ ${cause-} ]]; then grep -vxFe "$cause" || true; else cat; fi
} >&2
exit "$status"

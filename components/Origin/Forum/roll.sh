# shellcheck shell=bash disable=SC2154
# NodeBBInfra: restarts workers one after another, so that no visitor notices. The steps and the command nodebb-roll source this after lib.sh.
#
# A spare worker starts first, with what the others are about to run. Nobody reaches it until it is healthy; then it shares all ports, and
# accepts the visitors of each worker that restarts (takeover.mjs). So it is also the test of a new release: if it does not start, the others
# go on with what they run.
home=/opt/nodebb
config=/etc/nodebb/config.json
worker_unit=/etc/systemd/system/nodebb@.service
preload=/usr/local/lib/nodebb-infra/worker
sockets=/var/lib/nodebb/workers
roll_lock=/run/nodebb-infra/.locks/.roll
history=/var/log/nodebb-infra/rolls

# Each build's assets are copied (public.sh), and nginx serves them at addresses with the build's cache-buster; at addresses without one the
# newest build's, then those of the one before. No address gets another build's content, which Cloudflare and browsers would keep for months.
assets=$home/assets
# root's records of each release, which nobody else can write.
records=/var/lib/nodebb-infra/releases
# As NodeBB generates it: https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/meta/cacheBuster.js
# A plugin can put anything in its place, also a pipe that never ends.
cache_buster_of() {
  local buster
  buster=$(confined buster 15 "${hidden[@]}" --property=PrivateNetwork=yes -- /usr/bin/env head -c 100 "$1/build/cache-buster" | head -c 100) || true
  if [[ $buster =~ ^[a-z0-9]{11}$ ]]; then echo "$buster"; fi
}
# copy_assets <release>: nginx can serve its build from now on. What is served does not change.
copy_assets() {
  local release=$1 about=$records/${1##*/} buster new=$assets/.new
  folder "$assets" 0755
  install -d "$about"
  buster=$(cache_buster_of "$release")
  if [[ ! $buster ]]; then
    say "The build of ${release##*/} has no cache-buster, so NodeBB serves its assets by itself."
    rm -f -- "$about/cache-buster"
    return 0
  fi
  if [[ ! -d $assets/$buster ]]; then
    rmdir -- "$new" 2>/dev/null || discard "$new" || return 1
    install -d -m 0755 -o nodebb -g nodebb "$new"
    if ! confined public 600 "${hidden[@]}" --property=PrivateNetwork=yes --property=ReadWritePaths="$new $release/build" \
      --working-directory="$release" -- "$programs/public.sh" "$new" 2>&1 | bounded || [[ $(cache_buster_of "$release") != "$buster" ]]; then
      discard "$new" || true
      say "The assets of ${release##*/} could not be copied (is the disk full?)."
      return 1
    fi
    mv -T -- "$new" "$assets/$buster"
  fi
  record "$about/cache-buster" "$buster"
}
# serve_assets <release>: its build is the newest one.
serve_assets() (
  _kept=/dev/null # The control panel builds too.
  buster=$(cat -- "$records/${1##*/}/cache-buster" 2>/dev/null || true)
  served=$(readlink -- "$assets/served" || true)
  if [[ ! $buster ]]; then
    rm -f -- "$assets"/{served,before}
  elif [[ $served != "$buster" ]]; then
    if [[ $served ]]; then link "$served" "$assets/before"; fi
    link "$buster" "$assets/served"
  fi
)
# keep_assets: of the builds that have been served, the last four stay. Tabs are open for days, and go on with what they were loaded with.
keep_assets() {
  local builds=/var/lib/nodebb-infra/builds served before path
  served=$(readlink -- "$assets/served") || return 0
  before=$(readlink -- "$assets/before" || true)
  (grep -vxF -- "$served" "$builds" 2>/dev/null | tail -n 3 || true; echo "$served") >list
  record "$builds" "$(<list)"
  for path in "$assets"/*; do
    if [[ ! -L $path && ${path##*/} != "$before" ]] && ! grep -qxF -- "${path##*/}" list; then
      discard "$path" || echo "$path could not be removed."
    fi
  done
}

# Records what each worker was started with, by systemd's invocation id. The process's own environment is not evidence: a plugin can change
# it. A worker without a matching record is restarted, also after a run that was killed.
notes=/var/lib/nodebb-infra/workers
generation() {
  local release
  release=$(readlink -f "$home/current")
  {
    cat "$config" "$worker_unit" "${worker_unit%.service}"*.d/*.conf "$preload"/*.mjs "$records/${release##*/}/cache-buster" 2>/dev/null || true
    readlink -f "$release" /opt/node/current
  } | sha256sum | cut -c 1-12
}
start_of() { systemctl show -p InvocationID --value "nodebb@$1"; }
is_current() { systemctl is-active -q "nodebb@$1" && [[ $(cat -- "$notes/$1" 2>/dev/null) == "$(generation) $(start_of "$1")" ]]; }
note() { record "$notes/$1" "$(generation) $(start_of "$1")"; }

# asks <worker> <path> [<options of curl...>]: asks this very process, as nginx would. Whatever is at the socket gets no more than nodebb may.
asks() {
  local socket
  socket=$(find "$sockets" -maxdepth 1 -type s -name "$1-*.sock" -print -quit)
  as_nodebb curl -q -fsS -m 5 --unix-socket "${socket:-/nonexistent}" -H "Host: $(<"${notes%/*}/domain")" -H 'X-Forwarded-Proto: https' \
    -H 'X-Forwarded-For: 127.0.0.1' "${@:3}" -- "http://localhost$2"
}
# renders <worker>: it has a page for a guest, even if that says that guests may not see it.
renders() { [[ $(asks "$1" / --output /dev/null --write-out '%{http_code}' --no-fail) == [234]?? ]]; }
# answers <worker>: it is alive, and gives a visitor a session.
answers() {
  local config token
  systemctl is-active -q "nodebb@$1" && asks "$1" /ping && config=$(asks "$1" /api/config | head -c 100000) || return 1
  renders "$1" || return 1
  token=$(sed -n 's/.*"csrf_token":"\([^"]*\)".*/\1/p' <<<"$config")
  [[ $token ]]
}
is_healthy() {
  local try
  for try in 1 2 3; do
    answers "$1" || return 1
    if ((try < 3)); then sleep 0.3; fi
  done
}
# After five automatic restarts a worker will not come up; the spare one is not restarted at all.
hopeless() { (($(systemctl show -p NRestarts --value "nodebb@$1") >= 5)) || systemctl is-failed -q "nodebb@$1"; }
healthy_or_hopeless() { is_healthy "$1" || hopeless "$1"; }
healthy_in_time() { wait_until 150 "the worker $1 did not answer" healthy_or_hopeless "$1" && is_healthy "$1" >/dev/null 2>&1; }

shares_the_ports() {
  local pid port
  pid=$(systemctl show -p MainPID --value nodebb@spare)
  for port in "$@"; do ss -Hltnp "sport = :$port" | grep -q "pid=$pid," || return 1; done
}
# Node shares a port since 22.12: https://nodejs.org/docs/latest-v22.x/api/net.html#serverlistenoptions-callback
can_share() {
  local major minor
  IFS=. read -r major minor _ < <(basename -- "$(readlink -f /opt/node/current)")
  ((major > 22 || major == 22 && minor >= 12))
}
# The spare worker needs what the largest worker needs, and the host some more.
has_room() {
  local port pid kilobytes largest=0
  for port in "$@"; do
    pid=$(systemctl show -p MainPID --value "nodebb@$port")
    kilobytes=$(awk '$1 == "VmRSS:" { print $2 }' "/proc/$pid/status" 2>/dev/null) || true
    if ((${kilobytes:-0} > largest)); then largest=$kilobytes; fi
  done
  (($(awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo) > largest * 3 / 2))
}
start_spare() {
  systemctl restart nodebb@spare
  if ! healthy_in_time spare; then
    journalctl -u nodebb@spare -n 25 --no-pager -o cat "_SYSTEMD_INVOCATION_ID=$(start_of spare)"
    end_spare
    return 1
  fi
  systemctl kill --kill-whom=main -s USR2 nodebb@spare
  wait_until 10 "the spare worker shares all ports" shares_the_ports "$@" ||
    say "Workers of an earlier version do not share their ports: requests to them may fail while they stop, this once."
}
end_spare() {
  if systemctl is-active -q nodebb@spare; then systemctl stop nodebb@spare; fi
  systemctl reset-failed nodebb@spare 2>/dev/null || true
}

# roll <worker...>: restarts these. If one fails, those after it go on with what they run, and the spare one stands in for it until the next
# restart.
roll() {
  local port
  if ! can_share; then
    say "Node has no spare worker before 22.12: each worker's visitors go to the others while it restarts."
  elif has_room "$@"; then
    start_spare "$@" || return 1
  else
    say "There is too little free memory for a spare worker: each worker's visitors go to the others while it restarts."
  fi
  for port in "$@"; do
    systemctl restart "nodebb@$port"
    note "$port"
    if ! healthy_in_time "$port"; then
      journalctl -u "nodebb@$port" -n 25 --no-pager -o cat
      return 1
    fi
  done
  end_spare
}

# switch_to <release>: the workers run it from their next start on.
switch_to() {
  link "$1" "$home/current"
  rm -f -- /etc/nodebb/worker.env # Of an earlier version, where workers said themselves what they were started with.
  systemctl daemon-reload
}

# start_workers <who> <from> <to>: if none runs, starts all at once; else restarts those that do not run what they should, one at a time, so
# that the forum stays up. Uses ports.
start_workers() {
  local port stale=() status=0
  for port in "${ports[@]}"; do
    systemctl -q enable "nodebb@$port"
    if ! is_current "$port"; then stale+=("$port"); fi
  done
  end_spare # Of a run that was killed.
  if ((${#stale[@]} == 0)); then return 0; fi
  SECONDS=0
  if [[ $(systemctl list-units --plain --no-legend --state=active 'nodebb@*') ]]; then
    roll "${stale[@]}" || status=$?
  else
    systemctl start "${stale[@]/#/nodebb@}"
    for port in "${stale[@]}"; do note "$port"; done
    for port in "${stale[@]}"; do
      healthy_in_time "$port" || { journalctl -u "nodebb@$port" -n 25 --no-pager -o cat; status=1; break; }
    done
  fi
  noted_roll "$1" "$2" "$3" "$SECONDS" "$([[ $status == 0 ]] && echo "restarted ${stale[*]}" || echo failed)"
  if ((status != 0)); then return "$status"; fi
  changed "started the workers on ${stale[*]}"
}

# hold_roll <who>: waits until no other roll is under way. The lock ends with the process that holds it.
hold_roll() {
  exec {NODEBB_INFRA_ROLL_LOCK}>>"$roll_lock"
  if ! flock -n "$NODEBB_INFRA_ROLL_LOCK"; then
    say "Waiting for $(<"$roll_lock")."
    flock -w 900 "$NODEBB_INFRA_ROLL_LOCK" || fail "The workers have been restarted for 15 minutes by $(<"$roll_lock")."
  fi
  echo "$1, since $(date --iso-8601=seconds), pid $$" >"$roll_lock"
}
# noted_roll <who> <from> <to> <seconds> <result>
noted_roll() {
  printf '%s  %s: %s -> %s, %s s: %s\n' "$(date --iso-8601=seconds)" "$@" >>"$history"
}

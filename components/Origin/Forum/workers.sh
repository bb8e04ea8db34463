# shellcheck shell=bash disable=SC2154
# NodeBBInfra: switches to the new release, waits for all workers, and removes old files. Sourced by forum.sh, which sets: home, config,
# records, release, running, ports.
# Files: nodebb@.service, primary.conf (a drop-in for the first worker), worker.mjs and what it imports (which the workers load)

units=/etc/systemd/system
preload=/usr/local/lib/nodebb-infra/worker
first=${ports[0]}
install -d -m 0755 "$preload"
for file in worker.mjs socket-ids.mjs uploads.mjs mail.mjs; do install_file "files/$file" "$preload/$file" 0644 root:root; done
if [[ -f $units/nodebb@.service ]]; then cp "$units/nodebb@.service" unit.before; fi
install_file files/nodebb@.service "$units/nodebb@.service" 0644 root:root
folder "$units/nodebb@$first.service.d" 0755
install_file files/primary.conf "$units/nodebb@$first.service.d/primary.conf" 0644 root:root
find "$units" -path "$units/nodebb@*.service.d/primary.conf" -not -path "*/nodebb@$first.service.d/*" -delete

# Records what each worker was started with, by systemd's invocation id. The process's own environment is not evidence: a plugin can change
# it. A worker without a matching record is restarted, also after a run that was killed.
notes=/var/lib/nodebb-infra/workers
folder "$notes" 0755
switch_to() {
  link "$1" "$home/current"
  generation=$(cat "$config" "$units/nodebb@.service" "$preload"/*.mjs <(readlink -f "$home/current" /opt/node/current) <(echo "$first") | sha256sum | cut -c 1-12)
  rm -f -- /etc/nodebb/worker.env # Of an earlier version, where workers said themselves what they were started with.
  systemctl daemon-reload
}
start_of() { systemctl show -p InvocationID --value "nodebb@$1"; }
is_current() { systemctl is-active -q "nodebb@$1" && [[ $(cat -- "$notes/$1" 2>/dev/null) == "$generation $(start_of "$1")" ]]; }
note() { record "$notes/$1" "$generation $(start_of "$1")"; }
answers() { systemctl is-active -q "nodebb@$1" && curl -q -fsS -m 5 -o /dev/null -- "http://127.0.0.1:$1/ping"; }
# After five automatic restarts a worker will not come up.
hopeless() { (($(systemctl show -p NRestarts --value "nodebb@$1") >= 5)); }
answers_or_hopeless() { answers "$1" || hopeless "$1"; }
answers_in_time() { wait_until 150 "the worker on port $1 did not answer" answers_or_hopeless "$1" && answers "$1"; }

start_workers() {
  local port stale=()
  for port in "${ports[@]}"; do
    systemctl -q enable "nodebb@$port"
    if ! is_current "$port"; then stale+=("$port"); fi
  done
  # If none runs, start all at once; else restart one at a time, so that the forum stays up.
  if [[ ! $(systemctl list-units --plain --no-legend --state=active 'nodebb@*') ]]; then
    systemctl start "${stale[@]/#/nodebb@}"
    for port in "${stale[@]}"; do note "$port"; done
  fi
  for port in "${ports[@]}"; do
    if ! is_current "$port"; then
      systemctl restart "nodebb@$port"
      note "$port"
    fi
    answers_in_time "$port" || { journalctl -u "nodebb@$port" -n 25 --no-pager -o cat; return 1; }
  done
  if ((${#stale[@]} > 0)); then changed "started the workers on ${stale[*]}"; fi
}

switch_to "$release"
if ! start_workers; then
  if [[ $running && $running != "$release" ]]; then
    if [[ -f unit.before ]]; then install_file unit.before "$units/nodebb@.service" 0644 root:root; fi
    switch_to "$running"
    start_workers || true
    fail "The workers do not run with ${release##*/}; ${running##*/} is back."
  fi
  fail "The workers do not run."
fi

# --- cleanup -------------------------------------------------------------------------------------------------------------------
mapfile -t known < <({
  systemctl list-units --all --plain --no-legend 'nodebb@*' | awk '{ print $1 }'
  find "$units/multi-user.target.wants" -name 'nodebb@*.service' -printf '%f\n'
} | sort -u)
for unit in "${known[@]}"; do
  port=${unit//[!0-9]/}
  if [[ " $PORTS " != *" $port "* ]]; then
    systemctl -q disable --now "$unit"
    changed "stopped the worker on $port"
  fi
done
for noted in "$notes"/*; do
  if [[ " $PORTS " != *" ${noted##*/} "* ]]; then rm -f -- "$noted"; fi
done
# What a killed destroy left.
for folder in "$home/releases"/.erased-*; do discard "$folder" || echo "$folder could not be removed."; done
# Keep two old releases, the last running one first. Always keep the lock files that reproduce them.
for folder in "$release" ${running:+"$running"}; do
  install -d "$records/${folder##*/}"
  touch "$records/${folder##*/}/used"
  # mtime has a coarse resolution: make sure that the release running now is the newer one.
  if [[ $folder != "$release" ]]; then touch -d '1 second ago' "$records/${folder##*/}/used"; fi
done
next=$(readlink -f "$home/next")
mapfile -t old < <(find "$home/releases" -mindepth 1 -maxdepth 1 -type d -not -name '.*' -not -path "$release" -not -path "$next" -print |
  while IFS= read -r folder; do echo "$(stat -c %Y "$records/${folder##*/}/used" 2>/dev/null || echo 0) $folder"; done | sort -rn | cut -d ' ' -f 2- | tail -n +3)
for folder in "${old[@]}"; do
  rm -f "$records/${folder##*/}/built"
  if discard "$folder"; then changed "removed ${folder##*/}"; else echo "$folder could not be removed."; fi
done

# shellcheck shell=bash
# NodeBBInfra: sets the forum up once, brings its data and assets to the new release, switches to it and has every worker answer.
# Files: config.json (with markers), nodebb@.service, socket-ids.mjs (which the workers load)
# Params: PORTS (separated by spaces; the first worker also runs the periodic jobs) ADMIN_USERNAME EMAIL
#         REPOSITORY REF NODE_VERSION SECRETS_VERSION (new values run this again)
home=/opt/nodebb
config=/etc/nodebb/config.json
release=$(readlink -f "$home/next")
running=
if [[ -d $home/current ]]; then running=$(readlink -f "$home/current"); fi
read -ra ports <<<"${PORTS:?}"

export HOME=/var/lib/nodebb NODE_ENV=production
as_nodebb() { setpriv --reuid=nodebb --regid=nodebb --init-groups --no-new-privs -- "$@"; }
in_release() { (cd "$release" && as_nodebb "$@"); }
# webpack draws a progress bar, with a line for every step of it.
without_progress() { sed -e 's/\x1b\[[0-9;]*[A-Za-z]//g' "$1" | grep -vE '^(\[[0-9]+%\]|Build finished at)' || true; }

# --- configuration -------------------------------------------------------------------------------------------------------
fill_secrets files/config.json
node -e 'JSON.parse(require("fs").readFileSync("files/config.json", "utf8"))' || fail "config.json cannot be read."
install -d -m 0750 -o root -g nodebb /etc/nodebb
install_file files/config.json "$config" 0640 root:nodebb

# --- setup, once -----------------------------------------------------------------------------------------------------------
# A forum with an administrator is set up, also one that came from elsewhere: setting it up again would undo what its administrators
# have switched off. Unless we were killed in the middle of it, which the mark says.
mark=/var/lib/nodebb-infra/setup-under-way
redis() { REDISCLI_AUTH=$(secret redis-password) redis-cli --no-auth-warning "$@"; }
administrators() { redis zcard group:administrators:members; }
if [[ -f $mark || $(administrators) == 0 ]]; then
  # What a killed setup has left in a database that was empty before it is in the way of the next.
  if [[ -f $mark && $(<"$mark") == "was empty" && $(administrators) == 0 ]]; then redis flushdb; fi
  if [[ $(redis dbsize) == 0 ]]; then echo "was empty" >"$mark"; else touch "$mark"; fi
  # NodeBB writes into the configuration that it sets up with, so it gets a copy; and the administrator by the environment,
  # which nobody but its own user can read, while arguments are for all to see.
  copy=/run/nodebb-infra-setup
  rm -rf "$copy"
  install -d -m 0700 -o nodebb -g nodebb "$copy"
  install -m 0600 -o nodebb -g nodebb "$config" "$copy/config.json"
  (
    NODEBB_ADMIN_PASSWORD=$(secret admin-password)
    export NODEBB_ADMIN_PASSWORD NODEBB_ADMIN_USERNAME=$ADMIN_USERNAME NODEBB_ADMIN_EMAIL=$EMAIL
    in_release timeout -k 10 420 ./nodebb setup --config="$copy/config.json" --skip-build >setup.out 2>&1 </dev/null
  ) || true
  rm -rf "$copy"
  without_progress setup.out
  # NodeBB ends with status 0 also when something was missing.
  grep -q 'NodeBB Setup Completed' setup.out || fail "NodeBB could not set itself up."
  rm "$mark"
  changed "set the forum up"
fi

# --- data and assets of a new release ----------------------------------------------------------------------------------------
if [[ ! -f $release/.built ]]; then
  in_release timeout -k 10 600 ./nodebb build >build.out 2>&1 </dev/null || true
  without_progress build.out
  if ! grep -q 'Asset compilation successful' build.out || [[ ! -s $release/build/public/client.css || ! -s $release/build/public/nodebb.min.js ]]; then
    fail "NodeBB could not build its assets; the forum goes on as it was."
  fi
  in_release touch .built
  changed "built the assets of ${release##*/}"
fi
if [[ $release != "$running" && $running ]]; then
  in_release timeout -k 10 600 ./nodebb upgrade --schema </dev/null
fi

# --- workers -----------------------------------------------------------------------------------------------------------------
units=/etc/systemd/system
socket_ids=/usr/local/lib/nodebb-infra/socket-ids.mjs
first=${ports[0]}
install -d "${socket_ids%/*}"
install_file files/socket-ids.mjs "$socket_ids" 0644 root:root
if [[ -f $units/nodebb@.service ]]; then cp "$units/nodebb@.service" unit.before; fi
install_file files/nodebb@.service "$units/nodebb@.service" 0644 root:root
printf '# Made by NodeBBInfra. The next deployment undoes changes made here.\n\n[Service]\nEnvironment=isPrimary=true\n' >primary.conf
install -d "$units/nodebb@$first.service.d"
install_file primary.conf "$units/nodebb@$first.service.d/primary.conf" 0644 root:root
find "$units" -path "$units/nodebb@*.service.d/primary.conf" -not -path "*/nodebb@$first.service.d/*" -delete

# Each worker carries in its environment what it was started with, so whichever does not carry this is restarted, also by a run
# that follows one that was killed. The link comes first: a worker that starts by itself in between is then restarted once more.
switch_to() {
  link "$1" "$home/current"
  generation=$(cat "$config" "$units/nodebb@.service" "$socket_ids" <(readlink -f "$home/current" /opt/node/current) <(echo "$first") | sha256sum | cut -c 1-12)
  printf '# Made by NodeBBInfra. The next deployment undoes changes made here.\nGENERATION=%s\n' "$generation" >worker.env
  install_file worker.env /etc/nodebb/worker.env 0640 root:nodebb
  systemctl daemon-reload
}
is_current() { grep -qzx "GENERATION=$generation" "/proc/$(systemctl show -p MainPID --value "nodebb@$1")/environ" 2>/dev/null; }
answers() { systemctl is-active -q "nodebb@$1" && curl -fsS -m 5 -o ping.out "http://127.0.0.1:$1/ping"; }
# A worker that has been started again five times will not come up the sixth.
hopeless() { (($(systemctl show -p NRestarts --value "nodebb@$1") >= 5)); }
answers_or_hopeless() { answers "$1" || hopeless "$1"; }
answers_in_time() { wait_until 150 "the worker on port $1 did not answer" answers_or_hopeless "$1" && answers "$1"; }

start_workers() {
  local port stale=()
  for port in "${ports[@]}"; do
    systemctl -q enable "nodebb@$port"
    if ! is_current "$port"; then stale+=("$port"); fi
  done
  # All at once where none runs; else one after the other, so that somebody is always there.
  if [[ ! $(systemctl list-units --plain --no-legend --state=active 'nodebb@*') ]]; then
    systemctl start "${stale[@]/#/nodebb@}"
  fi
  for port in "${ports[@]}"; do
    if ! is_current "$port"; then systemctl restart "nodebb@$port"; fi
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

# --- what is no longer needed --------------------------------------------------------------------------------------------------
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
# Two old releases stay, first of all the one that ran until now.
if [[ $running && $running != "$release" ]]; then touch "$running"; fi
mapfile -t old < <(find "$home/releases" -mindepth 1 -maxdepth 1 -type d -not -name '.*' -not -path "$release" -printf '%T@ %p\n' |
  sort -rn | cut -d ' ' -f 2- | grep -vxF "$(readlink -f "$home/next")" | tail -n +3)
if ((${#old[@]} > 0)); then
  rm -rf "${old[@]}"
  changed "removed ${old[*]##*/}"
fi
unchanged

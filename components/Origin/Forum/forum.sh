# shellcheck shell=bash disable=SC2154,SC2034
# NodeBBInfra: sets up the forum once, upgrades its data, builds the new release's assets, switches to it, and waits for all workers.
# Files: config.json (with markers), build.json, nodebb@.service, primary.conf, spare.conf, files/*.mjs (which the workers load); units.sh,
#        ports.sh, roll.sh, schema.sh, workers.sh, confinement; setup.sh, assets.sh, public.sh for the services; nodebb-roll, nodebb-infra-roll.path and
#        nodebb-infra-roll.service for people and the control panel; sysctl.conf
# Params: PORTS (separated by spaces; the first worker also runs the periodic jobs) ADMIN_USERNAME EMAIL
#         REPOSITORY REF NODE_VERSION SECRETS_VERSION (new values run this again)
# shellcheck source=/dev/null
source files/roll.sh
release=$(readlink -f "$home/next")
running=
if [[ -d $home/current ]]; then running=$(readlink -f "$home/current"); fi
# nodebb-roll --back writes this.
taken_back=/var/lib/nodebb-infra/taken-back
if [[ $release != "$running" && $(cat "$taken_back" 2>/dev/null) == "${release##*/}" ]]; then
  fail "${release##*/} was taken back with nodebb-roll --back: write another release into nodebb:nodebbRef, or delete $taken_back on the host to deploy it again."
fi
read -ra ports <<<"${PORTS:?}"
# shellcheck source=/dev/null
source files/units.sh
# shellcheck source=/dev/null
source files/ports.sh
for unit in setup assets schema; do end_unit "nodebb-infra-$unit"; done
install_programs setup.sh assets.sh public.sh roll.sh units.sh schema.sh confinement

# in_release <service> <seconds> [options...] -- <command...>
in_release() { confined "$1" "$2" --working-directory="$release" --property=ReadWritePaths="$release" "${@:3}"; }
# Removes webpack's progress bar, which prints a line per step.
without_progress() { sed -e 's/\x1b\[[0-9;]*[A-Za-z]//g' "$1" | grep -vE '^(\[[0-9]+%\]|Build finished at)' || true; }

# --- configuration -------------------------------------------------------------------------------------------------------
fill_secrets files/config.json
node -e 'JSON.parse(require("fs").readFileSync("files/config.json", "utf8"))' || fail "config.json cannot be read."
install -d -m 0750 -o root -g nodebb /etc/nodebb
install_file files/config.json "$config" 0640 root:nodebb

# --- setup, once -----------------------------------------------------------------------------------------------------------
# A forum with an administrator is already set up, even one that came from elsewhere. Running the setup again would undo settings that
# administrators have changed. The exception is a setup that was killed, which this mark records. Root keeps the mark: plugins can change
# the database, and the setup is given the administrator's password.
mark=/var/lib/nodebb-infra/setup-under-way
done_once=/var/lib/nodebb-infra/set-up
administrators() { redis_admin zcard group:administrators:members; }
admins=
if [[ ! -f $done_once ]]; then
  # redis-cli exits with 0 when the server answers with an error.
  admins=$(administrators) || true
  [[ $admins =~ ^[0-9]+$ ]] || fail "Redis does not say whether the forum is set up: ${admins:-no answer} (journalctl -u redis-server)."
fi
if [[ ! -f $done_once ]] && [[ -f $mark || $admins == 0 ]]; then
  # A killed setup may have left data that breaks the next one. Delete it if the database was empty before.
  if [[ -f $mark && $(<"$mark") == "was empty" && $admins == 0 ]]; then redis_admin flushdb; fi
  if [[ $(redis_admin dbsize) == 0 ]]; then echo "was empty" >"$mark"; else touch "$mark"; fi
  in_release setup 420 --property=ReadWritePaths=/var/lib/nodebb \
    --property=LoadCredential="config.json:$config" --property=LoadCredential="admin-password:$SECRETS/admin-password" \
    --setenv=NODEBB_ADMIN_USERNAME="$ADMIN_USERNAME" --setenv=NODEBB_ADMIN_EMAIL="$EMAIL" \
    -- "$programs/setup.sh" 2>&1 | bounded >setup.out || true
  without_progress setup.out
  # NodeBB exits with 0 even when something was missing.
  grep -q 'NodeBB Setup Completed' setup.out || fail "NodeBB's setup failed."
  rm "$mark"
  changed "set the forum up"
fi
touch "$done_once"

# --- data and assets of a new release ----------------------------------------------------------------------------------------
# resp <word...>: encodes one command in Redis's protocol, whatever bytes the words contain.
resp() {
  local LC_ALL=C word
  printf '*%d\r\n' "$#"
  for word in "$@"; do printf '$%d\r\n%s\r\n' "${#word}" "$word"; done
}
# All data that a build reads: the active plugins and the administrator's theme settings.
# https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/meta/css.js
what_the_build_reads() {
  local plugins i field value
  mapfile -t plugins < <(redis_admin zrange plugins:active 0 -1 withscores | head -c 200000)
  for ((i = 0; i + 1 < ${#plugins[@]}; i += 2)); do resp ZADD plugins:active "${plugins[i + 1]}" "${plugins[i]}"; done
  for field in theme:type theme:id useBSVariables bsVariables bootswatchSkin; do
    value=$(redis_admin hget config "$field" | head -c 200000)
    if [[ $value ]]; then resp HSET config "$field" "$value"; fi
  done
}
if [[ ! -f $records/${release##*/}/built ]]; then
  what_the_build_reads >database
  in_release assets 600 "${hidden[@]}" --property=PrivateNetwork=yes \
    --property=LoadCredential="build.json:$PWD/files/build.json" --property=LoadCredential="database:$PWD/database" \
    -- "$programs/assets.sh" 2>&1 | bounded >build.out || touch failed
  without_progress build.out
  if [[ -f failed ]] || ! grep -q 'Asset compilation successful' build.out; then
    fail "NodeBB could not build its assets; the forum runs on unchanged."
  fi
  install -d "$records/${release##*/}"
  touch "$records/${release##*/}/built"
  changed "built the assets of ${release##*/}"
fi
# shellcheck source=/dev/null
source files/schema.sh
hold_roll "a deployment"
end_unit nodebb-infra-public # Of a run that was killed.
# Before anything stops: what pages of both releases get.
if [[ $running && $running != "$release" ]]; then copy_assets "$running" || say "Pages that are open now lose their assets."; fi
copy_assets "$release" || fail "${release##*/} cannot be served; the forum runs on unchanged."
if [[ $running && $running != "$release" ]]; then
  if [[ -f $records/${release##*/}/knows ]]; then refuse_way_back "$running" "$release"; fi
  upgrade_schema
fi

# --- workers -----------------------------------------------------------------------------------------------------------------
# shellcheck source=/dev/null
source files/workers.sh
for port in "${ports[@]}"; do keep_unit "nodebb@$port.service"; done
keep_state "enabled workers" sh -c "ls $units/multi-user.target.wants | grep '^nodebb@'"
keep_unit nodebb-infra-roll.path
unchanged

# shellcheck shell=bash disable=SC2154
# NodeBBInfra: the database of a new release. NodeBB upgrades it with scripts, notes which have run, and has none that goes back. forum.sh
# and nodebb-roll source this after roll.sh; forum.sh sets: release, running, ports, in_release.
# https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/upgrade.js

# The names of the scripts that have run, and of those that a release has.
scripts_run() { redis_admin zrange schemaLog 0 -1 | _names; }
scripts_of() { as_nodebb timeout 60 find "$1/src/upgrades" -name '*.js' -printf '%f\n' | sed 's/\.js$//' | _names; }
_names() { tr -cd 'A-Za-z0-9_.\n-' | head -c 200000 | LC_ALL=C sort -u; }
# As root noted it when it unpacked the release; empty for one of an earlier version.
major_of() { sed -n 's/^ *"version": "\([0-9]*\)\..*/\1/p' "$records/${1##*/}/package.json" 2>/dev/null | head -n 1; }

# upgrade_schema: before the new release starts. Within a major version the running workers go on meanwhile. Another one may change what they
# read and write, so they stop until the database is as the new one needs it.
upgrade_schema() {
  local window=
  copy_database
  if [[ $(major_of "$running") && $(major_of "$release") && $(major_of "$running") != "$(major_of "$release")" ]]; then
    window=yes
    say "Another major version: visitors see that the forum is starting until its database is upgraded."
    # However this ends, the forum is not left stopped.
    trap 'systemctl start --no-block "${ports[@]/#/nodebb@}" nodebb-infra-roll.path || true' EXIT
    systemctl stop nodebb-infra-roll.path 'nodebb@*.service'
  fi
  if ! in_release schema 600 --property=ReadWritePaths=/var/lib/nodebb -- /usr/bin/env ./nodebb upgrade --schema 2>&1 | bounded; then
    if [[ $window ]]; then systemctl start "${ports[@]/#/nodebb@}"; fi
    fail "The database could not be upgraded for ${release##*/}; ${running##*/} goes on. The database from before is in $(copy_for "$release")."
  fi
}
copy_for() { echo "/var/lib/nodebb-infra/database-before-${1##*/}.rdb"; }
# copy_database: once for each upgrade. A run that was killed or failed has begun to change it, so what it kept is from before.
copy_database() {
  local kept used free
  kept=$(copy_for "$release")
  if [[ -f $records/${release##*/}/upgrade-begun && -f $kept ]]; then return 0; fi
  used=$(redis_admin info memory | tr -d '\r' | sed -n 's/^used_memory://p')
  free=$(df --output=avail -B 1 /var/lib/nodebb-infra | tail -n 1)
  if ! ((free > 2 * used)); then
    fail "There is too little space to copy the database before the upgrade: $((free >> 20)) MiB are free in /var/lib, and it may need $((2 * used >> 20)) MiB. The forum runs on unchanged."
  fi
  rm -f -- /var/lib/nodebb-infra/database-before-*.new
  if ! (umask 077 && REDISCLI_AUTH=$(secret redis-admin-password) timeout 900 redis-cli -e --no-auth-warning -s "$REDIS_SOCKET" --user nodebb-infra --rdb "$kept.new" 2>&1 | bounded); then
    rm -f -- "$kept.new"
    fail "The database cannot be copied before the upgrade; the forum runs on unchanged."
  fi
  mv -fT -- "$kept.new" "$kept"
  find /var/lib/nodebb-infra -maxdepth 1 -name 'database-before-*.rdb' -not -path "$kept" -delete
  touch "$records/${release##*/}/upgrade-begun"
}

# note_schema <release>: it runs, so it knows what the database is now.
note_schema() {
  scripts_run >scripts
  install_file scripts "$records/${1##*/}/knows" 0600 root:root >/dev/null 3>&1
  rm -f -- "$records/${1##*/}/upgrade-begun"
}

# refuse_way_back <release> <the one before>: fails if that one does not know what the database has become.
refuse_way_back() {
  local unknown
  scripts_run >scripts || fail "Redis does not say what the database has become."
  cat -- "$records/${2##*/}/knows" 2>/dev/null >known || true
  # What cannot be listed is not known.
  scripts_of "$2" >>known || true
  LC_ALL=C sort -u known >known.sorted
  unknown=$(LC_ALL=C comm -23 scripts known.sorted | head -n 5 | paste -sd ' ')
  if [[ $unknown ]]; then
    fail "The database has changed in a way that ${2##*/} does not know ($unknown). The one from before the upgrade to ${1##*/} is in" \
      "$(copy_for "$1"); what was written since is not in it."
  fi
}

# shellcheck shell=bash disable=SC2154
# NodeBBInfra: the database of a new release. NodeBB upgrades it with scripts, notes which have run, and has none that goes back. forum.sh
# and nodebb-roll source this after roll.sh; forum.sh sets: release, running, records, in_release.
# https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/upgrade.js

# The names of the scripts that have run, and of those that a release has.
scripts_run() { redis_admin zrange schemaLog 0 -1 | _names; }
scripts_of() { as_nodebb find "$1/src/upgrades" -name '*.js' -printf '%f\n' | sed 's/\.js$//' | _names; }
_names() { tr -cd 'A-Za-z0-9_.\n-' | head -c 200000 | LC_ALL=C sort -u; }
major_of() { as_nodebb head -c 10000 -- "$1/install/package.json" | sed -n 's/^ *"version": "\([0-9]*\)\..*/\1/p' | head -n 1; }

# upgrade_schema: before the new release starts. Within a major version the running workers go on meanwhile. Another one may change what they
# read and write, so they stop until the database is as the new one needs it.
upgrade_schema() {
  local kept=/var/lib/nodebb-infra/database-before-${release##*/}.rdb stopped=() failed=
  scripts_run >scripts.before
  rm -f -- /var/lib/nodebb-infra/database-before-*
  (umask 077 && redis_admin --rdb "$kept.new" >/dev/null) || fail "The database cannot be copied before the upgrade; the forum runs on unchanged."
  mv -T -- "$kept.new" "$kept"
  if [[ $(major_of "$release") != "$(major_of "$running")" ]]; then
    mapfile -t stopped < <(systemctl list-units --plain --no-legend --state=active 'nodebb@*' | awk '{ print $1 }')
    say "Another major version: visitors see that the forum is starting until its database is upgraded."
    if ((${#stopped[@]} > 0)); then systemctl stop -- "${stopped[@]}"; fi
  fi
  in_release schema 600 --property=ReadWritePaths=/var/lib/nodebb -- /usr/bin/env ./nodebb upgrade --schema 2>&1 | bounded || failed=yes
  # For a way back.
  LC_ALL=C comm -13 scripts.before <(scripts_run) >>"$records/${release##*/}/schema"
  if [[ $failed ]]; then
    if ((${#stopped[@]} > 0)); then systemctl start -- "${stopped[@]}"; fi
    fail "The database could not be upgraded for ${release##*/}; ${running##*/} goes on. The database from before is in $kept."
  fi
}

# refuse_way_back <release> <the one before>: fails if that one does not know what the database has become.
refuse_way_back() {
  local unknown
  unknown=$(LC_ALL=C comm -23 <(_names <"$records/${1##*/}/schema") <(scripts_of "$2") | head -n 5 | paste -sd ' ')
  if [[ $unknown ]]; then
    fail "${1##*/} has changed the database in a way that ${2##*/} does not know ($unknown). The database from" \
      "before is in /var/lib/nodebb-infra/database-before-${1##*/}.rdb; what was written since is not in it."
  fi
}

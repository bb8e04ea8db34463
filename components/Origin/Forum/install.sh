#!/bin/bash
# NodeBBInfra: installs the dependencies of the release in this folder with npm, as nodebb.
#
#   install.sh <folder with the package.json and package-lock.json of an earlier install of this release>
set -euo pipefail
options=(--omit=dev --no-audit --no-fund --no-progress --no-update-notifier --package-lock=true --loglevel=error --cache=/var/cache/nodebb/npm)
kept=$1
if [[ -f $kept/package-lock.json ]]; then
  cat "$kept/package-lock.json" >package-lock.json
  if cmp -s "$kept/package.json" package.json; then
    npm ci "${options[@]}" && exit
    echo "npm cannot install what $kept/package-lock.json lists. If you delete that file, the next run resolves the packages anew." >&2
    exit 1
  fi
fi
npm install "${options[@]}"

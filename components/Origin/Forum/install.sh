#!/bin/bash
# NodeBBInfra: has npm install what the release in this folder depends on, as nodebb.
#
#   install.sh <folder with the package.json and package-lock.json that this release had when it was made before>
set -euo pipefail
options=(--omit=dev --no-audit --no-fund --no-progress --no-update-notifier --package-lock=true --loglevel=error --cache=/var/cache/nodebb/npm)
kept=$1
if [[ -f $kept/package-lock.json ]]; then
  cat "$kept/package-lock.json" >package-lock.json
  if cmp -s "$kept/package.json" package.json; then
    npm ci "${options[@]}" && exit
    echo "npm cannot install what $kept/package-lock.json names. Without that file the next run chooses anew." >&2
    exit 1
  fi
fi
npm install "${options[@]}"

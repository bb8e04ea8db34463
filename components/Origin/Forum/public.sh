#!/bin/bash
# NodeBBInfra: copies what browsers may have of the build in this folder, as nodebb. nginx serves the copy, so neither a new release nor a new
# build in the same folder changes what a page that is open already gets.
#
#   public.sh <empty folder>
set -euo pipefail
# Not while the control panel builds (rebuild.mjs).
exec 9>>build/.nodebb-infra.lock
flock -w 240 9
# The two folders that NodeBB looks into; it looks into the last one first. Plugins' folders are links there. What a link leads to counts if it
# is nodebb's own: anything else would be shown although NodeBB may not. (find reports a circle of links and goes on.)
for from in public build/public; do
  { find -L "$from" -path public/uploads -prune -o -type f -user "$(id -u)" -not -path '*/.*' -printf '%P\0' || true; } |
    tar -C "$from" --null -chf - -T - | tar -C "$1" -xf -
done
chmod -R u+rwX,go+rX "$1"
sync -f "$1"

#!/usr/bin/env bash
# attack-releases.sh <folder> <digits...>: removes the releases that contain this folder or have these digits in their name, except those
# in use.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
folder=$1
shift
in_use=$(readlink -f /opt/nodebb/current /opt/nodebb/next)
{
  find /opt/nodebb/releases -mindepth 2 -maxdepth 2 -name "$folder" -printf '%h\n'
  for digits in "$@"; do find /opt/nodebb/releases -mindepth 1 -maxdepth 1 -name "*$digits*"; done
} | sort -u | while read -r release; do
  if grep -qxF "$release" <<<"$in_use"; then continue; fi
  # And root's data about it.
  rm -rf --one-file-system "$release" "/var/lib/nodebb-infra/releases/${release##*/}"
done

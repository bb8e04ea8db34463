#!/usr/bin/env bash
# private-upload.sh place|remove <text> <name...>: members-only uploads, and the forum's setting for them.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
what=$1 text=$2
shift 2
uploads=$(readlink -f /opt/nodebb/current/public/uploads)
require_plugin
case $what in
  place)
    as_plugin mkdir -p "$uploads/files"
    for name in "$@"; do as_plugin tee "$uploads/files/$name" >/dev/null <<<"$text"; done
    value=1
    ;;
  remove)
    for name in "$@"; do as_plugin rm -f "$uploads/files/$name"; done
    value=0
    ;;
esac
# NodeBB reads its settings at startup.
if [[ $(as_plugin "$here/forum-redis.sh" HGET config privateUploads) == "$value" ]]; then exit 0; fi
as_plugin "$here/forum-redis.sh" HSET config privateUploads "$value" >/dev/null
mapfile -t workers < <(units)
systemctl restart "${workers[@]}"
for unit in "${workers[@]}"; do
  port=${unit//[!0-9]/}
  for _ in {1..120}; do
    if curl -q -fsS -m 2 -o /dev/null "http://127.0.0.1:$port/ping" 2>/dev/null; then continue 2; fi
    sleep 0.5
  done
  echo "the worker on port $port did not come back" >&2
  exit 1
done

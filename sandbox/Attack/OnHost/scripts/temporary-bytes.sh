#!/usr/bin/env bash
# What nginx keeps of bodies and answers on the disk. It takes the names away at once, so the open files tell, not the folders.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
{
  echo 0
  find /var/lib/nginx -type f -printf '%s\n'
  for pid in $(pgrep -x nginx); do
    find "/proc/$pid/fd" -lname '/var/lib/nginx/*(deleted)' -exec stat -L -c %s {} + 2>/dev/null || true
  done
} | awk '{ sum += $1 } END { print sum }'

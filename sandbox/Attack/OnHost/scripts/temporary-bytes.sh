#!/usr/bin/env bash
# The bytes of bodies and responses that nginx has on disk. It unlinks the files at once, so this counts open files, not folders.
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

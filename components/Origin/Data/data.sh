# shellcheck shell=bash
# NodeBBInfra: stands for the forum's data. It does something only when the stack is destroyed and says that the data may go: then the
# runner calls it as the step delete-data.
if [[ $STEP != delete-data ]]; then
  unchanged
  exit 0
fi

mapfile -t workers < <(systemctl list-units --all --plain --no-legend 'nodebb@*.service' | awk '{ print $1 }')
if ((${#workers[@]} > 0)); then systemctl disable --now -- "${workers[@]}"; fi
# Redis would write its memory down once more when it stops; it must be gone before the files are.
if systemctl list-unit-files --no-legend redis-server.service | grep -q .; then systemctl stop redis-server; fi

# Each as the user whose it is, so nothing else can go. The empty folders stay: a release that stays too expects its own.
emptied() {
  local user=$1 folder=$2 left
  shift 2
  if [[ ! -d $folder ]] || ! getent passwd "$user" >/dev/null; then return 0; fi
  as_user "$user" / find "$folder" -mindepth 1 "$@" -delete || true
  left=$(find "$folder" -mindepth 1 "$@" -print -quit)
  if [[ $left ]]; then fail "$left is not $user's to delete, so it is still there. Look at it, delete it, and destroy again."; fi
}
# Only root can change what lies in the upper folder itself: on a host of an earlier version, what was in nodebb's home.
if [[ -d /var/lib/nodebb && ! -L /var/lib/nodebb ]]; then
  only_root_writes /var/lib/nodebb
  find /var/lib/nodebb -mindepth 1 -maxdepth 1 -not -type d -delete
fi
emptied nodebb /var/lib/nodebb -not -type d
emptied redis /var/lib/redis
rm -f -- /var/lib/nodebb-infra/set-up
changed "deleted the forum's database and uploads"

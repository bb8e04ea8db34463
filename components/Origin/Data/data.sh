# shellcheck shell=bash
# NodeBBInfra: stands for the forum's data. When the stack is destroyed and says that the data may go, the runner calls it as the step
# delete-data. Pulumi calls it so for a step that it has replaced, too, so it has to be the attempt that made what is there now.
noted=$ROOT/var/lib/nodebb-infra/data-attempt
known=$(cat "$noted" 2>/dev/null || true)
note() {
  echo "$1" >note
  (install_file note "$noted" 0600 "$(id -un):$(id -gn)") >/dev/null 3>&1
}
if [[ $STEP != delete-data ]]; then
  if [[ ${known% again} != "$ATTEMPT" ]]; then
    note "$ATTEMPT"
  elif [[ $NEW ]]; then
    # The new one of a replacement has the same attempt as the old one; or the create was killed before Pulumi knew of it, and is done once
    # more. Nobody can tell, so this attempt deletes nothing.
    note "$ATTEMPT again"
  fi
  unchanged
  exit 0
fi
if [[ $known && $known != "$ATTEMPT" ]]; then
  echo "replaced, nothing deleted" | tee /dev/fd/3
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
if [[ -d $ROOT/var/lib/nodebb && ! -L $ROOT/var/lib/nodebb ]]; then
  only_root_writes "$ROOT/var/lib/nodebb"
  find "$ROOT/var/lib/nodebb" -mindepth 1 -maxdepth 1 -not -type d -delete
fi
emptied nodebb "$ROOT/var/lib/nodebb" -not -type d
emptied redis "$ROOT/var/lib/redis"
rm -f -- "$ROOT/var/lib/nodebb-infra/set-up" "$noted"
changed "deleted the forum's database and uploads"

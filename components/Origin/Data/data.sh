# shellcheck shell=bash
# NodeBBInfra: represents the forum's data. At destroy, if the stack allows deletion, run.sh runs it as the step delete-data. Pulumi also
# does that to a step that it has replaced, so data is deleted only if the attempt is the one recorded last.
noted=$ROOT/var/lib/nodebb-infra/data-attempt
known=$(cat "$noted" 2>/dev/null || true)
if [[ $STEP != delete-data ]]; then
  if [[ ${known% again} != "$ATTEMPT" ]]; then
    record "$noted" "$ATTEMPT"
  elif [[ $NEW ]]; then
    # Either a replacement with the same attempt as the old resource, or a retry of a create that was killed before Pulumi recorded it. The
    # two look the same, so no deletion by this attempt is known to be a destroy.
    record "$noted" "$ATTEMPT again"
  fi
  unchanged
  exit 0
fi
if [[ $known == "$ATTEMPT again" ]]; then
  fail "Nothing is deleted: the step data was killed once, or replaced by its URN, so this may not be a destroy. Run pulumi up --replace '**::data', which gives it a new id, and destroy again."
fi
if [[ $known && $known != "$ATTEMPT" ]]; then
  echo "replaced, nothing deleted" | tee /dev/fd/3
  exit 0
fi

mapfile -t workers < <(systemctl list-units --all --plain --no-legend 'nodebb@*.service' | awk '{ print $1 }')
if ((${#workers[@]} > 0)); then systemctl disable --now -- "${workers[@]}"; fi
# Redis would save its dataset when it stops, so stop it before the files are deleted.
if systemctl list-unit-files --no-legend redis-server.service | grep -q .; then systemctl stop redis-server; fi

# Delete as the user who owns the files, so nothing else can be deleted. Keep empty folders: a release that stays expects its own.
emptied() {
  local user=$1 folder=$2 left
  shift 2
  if [[ ! -d $folder ]] || ! getent passwd "$user" >/dev/null; then return 0; fi
  as_user "$user" / find "$folder" -mindepth 1 "$@" -delete || true
  left=$(find "$folder" -mindepth 1 "$@" -print -quit)
  if [[ $left ]]; then fail "$left is not $user's to delete, so it is still there. Look at it, delete it, and destroy again."; fi
}
# Only root can delete files directly in the top folder. On a host of an earlier version they are from nodebb's home.
if [[ -d $ROOT/var/lib/nodebb && ! -L $ROOT/var/lib/nodebb ]]; then
  only_root_writes "$ROOT/var/lib/nodebb"
  find "$ROOT/var/lib/nodebb" -mindepth 1 -maxdepth 1 -not -type d -delete
fi
emptied nodebb "$ROOT/var/lib/nodebb" -not -type d
emptied redis "$ROOT/var/lib/redis"
rm -f -- "$ROOT/var/lib/nodebb-infra/set-up" "$noted"
changed "deleted the forum's database and uploads"

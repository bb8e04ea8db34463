# shellcheck shell=bash disable=SC2154
# NodeBBInfra: what a destroy deletes for good. Sourced by data.sh before destroy.sh, which uses it and sets: redis_ours, nodebb_ours.

# --- the forum's data ------------------------------------------------------------------------------------------------------------
# emptied <user> <folder> [<depth>]: the user deletes what is in it from that depth on, so nothing else can be deleted.
emptied() {
  local user=$1 folder=$2 depth=${3-1} left
  if [[ ! -d $folder ]]; then return 0; fi
  if getent passwd "$user" >/dev/null; then
    as_user "$user" / find -H "$folder" -mindepth 1 -type d -user "$user" ! -perm -u=rwx -exec chmod u+rwx {} \; || true
    as_user "$user" / find -H "$folder" -mindepth "$depth" -delete || true
  fi
  # An empty mount point is the host's.
  left=$(find -H "$folder" -mindepth "$depth" \( -not -type d -o -empty -not -exec mountpoint -q {} \; \) -print -quit)
  if [[ ! $left ]]; then return 0; fi
  if [[ $how == erase ]]; then fail "$left is not $user's to delete, so it is still there. Look at it, delete it, and destroy again."; fi
  say "$left is not $user's to delete, so it is still there."
}
# removed <folder>: root removes it with the empty folders directly in it. What is mounted there is the host's, and stays empty.
removed() {
  if [[ ! -d $1 || -L $1 ]]; then return 0; fi
  only_root_writes "$(dirname -- "$1")"
  find "$1" -mindepth 1 -maxdepth 1 -type d -empty -exec rmdir --ignore-fail-on-non-empty -- {} + || true
  rmdir --ignore-fail-on-non-empty -- "$1" || true
}
# is_roots <folder>: root made it, and only root can change what is in it. Otherwise it is of a NodeBB that was here before.
is_roots() { [[ -d $1 && ! -L $1 && -O $1 ]] && (_cause=/dev/null only_root_writes "$1") 2>/dev/null; }
erase_releases_and_uploads() {
  local data=$ROOT/var/lib/nodebb releases=$ROOT/opt/nodebb/releases path link
  if is_roots "$releases"; then
    for path in "$releases"/[!.]*; do
      if [[ -d $path && ! -L $path ]]; then mv -T -- "$path" "$(mktemp -u "$releases/.erased-XXXXXXXX")"; fi
    done
    emptied nodebb "$releases" 2
    removed "$releases"
  elif [[ -e $releases ]]; then
    say "$releases is not as NodeBBInfra makes it, so what is in it stays."
  fi
  if is_roots "$ROOT/opt/nodebb/assets"; then emptied nodebb "$ROOT/opt/nodebb/assets" 2; fi
  # Of a NodeBB that was here before, everything else stays.
  if [[ ! -e $notes/earlier && ! -f $notes/made-nodebb ]]; then
    for path in home uploads workers; do
      if [[ -d $data/$path && ! -L $data/$path ]]; then
        emptied nodebb "$data/$path"
        rmdir --ignore-fail-on-non-empty -- "$data/$path" || true
      fi
    done
    path=$(find -H "$data" -mindepth 1 -maxdepth 1 -print -quit 2>/dev/null) || true
    if [[ $path ]]; then say "$path is not the forum's, so it stays."; fi
    removed "$data"
    return 0
  fi
  if [[ -d $data && ! -L $data ]]; then
    # On a host of an earlier version the folder is nodebb's.
    folder "$data" 0755 root:root
    only_root_writes "$data"
    link=$(find "$data" -mindepth 1 -maxdepth 1 -type l -print -quit)
    if [[ $link ]]; then fail "$link leads to $(readlink -- "$link"), which is not deleted. Delete the link and what it leads to, and destroy again."; fi
    find "$data" -mindepth 1 -maxdepth 1 -not -type d -delete
  fi
  emptied nodebb "$data" 2
  removed "$data"
}
erase_data() {
  # First what tells a later deployment that something is complete.
  rm -f -- "$notes"/{set-up,setup-under-way}
  if [[ $nodebb_ours ]]; then erase_releases_and_uploads; fi
  if [[ $redis_ours ]]; then
    emptied redis "$ROOT/var/lib/redis"
    # An earlier version's configuration, with a password.
    if getent passwd redis >/dev/null; then as_user redis / rm -f -- "$ROOT/etc/redis/nodebb-infra.conf" || true; fi
  fi
  if [[ $redis_ours ]]; then changed "deleted the forum's database"; fi
  if [[ $nodebb_ours ]]; then changed "deleted the forum's uploads"; fi
}

# --- certificates ----------------------------------------------------------------------------------------------------------------
was_before() { grep -qxF -- "$1" "$notes/certbot-before" 2>/dev/null; }
# hide_renewals: a certificate that is kept cannot be renewed while there is no forum, and must not be tried.
hide_renewals() {
  local domain path
  while IFS= read -r domain; do
    path=$ROOT/etc/letsencrypt/renewal/$domain.conf
    if [[ -f $path ]] && ! was_before "$path"; then mv -fT -- "$path" "$path.kept"; fi
  done < <(cat "$notes/names" 2>/dev/null)
}
erase_certificates() {
  local folder=$ROOT/etc/letsencrypt work=$ROOT/var/lib/letsencrypt domain path server
  # A deployment that failed early has asked certbot for nothing.
  if [[ ! -e $notes/names && ! -e $notes/acme-account && ! -e $ROOT/etc/nodebb-infra/origin-ca && ! -e $notes/earlier ]]; then return 0; fi
  # The timer's renewal sleeps for minutes, and holds certbot's lock. destroy.sh starts it again if it ran before.
  if grep -qs '^certbot.timer ' "$notes/units"; then systemctl stop certbot.timer 2>/dev/null || true; fi
  # shellcheck disable=SC2317 # called by wait_until
  no_other() { ! pgrep -u root -x certbot; }
  wait_until 600 "another certbot is running" no_other || fail "certbot is renewing a certificate on this host. Destroy again when it has ended."
  # Like `certbot delete`, which may have been removed.
  while IFS= read -r domain; do
    path=$folder/renewal/$domain.conf
    if [[ -f $path.kept && ! -e $path ]]; then mv -T -- "$path.kept" "$path"; fi
    if { [[ -f $path ]] && ! was_before "$path"; } || [[ -f $path.erased ]]; then
      # First, because with it certbot would take the certificate for a damaged one.
      if [[ -f $path ]]; then mv -fT -- "$path" "$path.erased"; fi
      rm -rf -- "$folder"/{live,archive}/"$domain"
      rm -f -- "$path.erased"
    fi
  done < <({
    cat "$notes/names" 2>/dev/null || true
    ls "$ROOT/etc/nodebb-infra/origin-ca" 2>/dev/null || true
  } | sort -u)
  # Another certificate of this host needs the account.
  if [[ ! -d $folder || $(find "$folder/renewal" -name '*.conf' -print -quit 2>/dev/null) ]]; then return 0; fi
  read -r server _ < <(cat "$notes/acme-account" 2>/dev/null) || true
  if [[ $server ]] && ! grep -qF -- "/accounts/${server#*://}/" "$notes/certbot-before" 2>/dev/null && command -v certbot >/dev/null &&
    ! timeout 60 certbot unregister --non-interactive --quiet --server="$server"; then
    say "The account at $server could not be deactivated; its key is deleted."
  fi
  # What certbot has made for them.
  while IFS= read -r path; do
    if ! was_before "$path" && ! is_packaged "$path"; then rm -f -- "$path"; fi
  done < <(find "$folder"/{accounts,csr,keys,live/README} "$work" -not -type d 2>/dev/null)
  while IFS= read -r path; do
    if ! is_packaged "$path"; then rmdir --ignore-fail-on-non-empty -- "$path"; fi
  done < <(find "$folder"/{accounts,archive,csr,keys,live,renewal,renewal-hooks} "$work" -depth -type d 2>/dev/null)
}

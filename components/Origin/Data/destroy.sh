# shellcheck shell=bash disable=SC2153,SC2154
# NodeBBInfra: takes the forum's stack off this host. Sourced by data.sh, which sets: how, noted, manifest.
#
#   stop     the forum's data, secrets and certificate stay, with the NodeBB and the plugins that the data is for, so that a later deployment
#            finds the same forum
#   erase    nothing stays but Debian's packages, with the configuration and the state of their units that were there before
notes=$ROOT/var/lib/nodebb-infra
units=$ROOT/etc/systemd/system

# A step may still be running for a client that was killed.
for lock in "$ROOT"/run/nodebb-infra/.locks/*; do
  if [[ ${lock##*/} != "$STEP" ]] && ! flock -w 600 "$lock" true; then
    fail "Step ${lock##*/} is still running for another deployment: $(<"$lock"). Wait until it has ended, and destroy again."
  fi
done

if [[ $how == stop ]]; then
  printf '%s\n' "A stack of NodeBBInfra was destroyed here on $(date -u +%F). Its forum's data stays for the next deployment:" \
    "domain $DOMAIN" "administrator $ADMIN_USERNAME" "database /var/lib/redis" "uploads /var/lib/nodebb" "plugins /opt/nodebb" \
    "secrets /etc/nodebb-infra" "certificate /etc/letsencrypt" >kept
  install_file kept "$manifest" 0644 "$(id -un):$(id -gn)" >/dev/null 3>&1
  # For secrets.sh: the forum's cookies are signed with this one.
  (umask 077 && : >"$notes/kept-nodebb-secret")
fi

# --- services --------------------------------------------------------------------------------------------------------------
loaded() { systemctl list-units --all --plain --no-legend "$@" | awk '{ print $1 }'; }
mapfile -t running < <(loaded 'nodebb-infra-*.service')
if ((${#running[@]} > 0)); then systemctl stop -- "${running[@]}"; fi
mapfile -t workers < <(loaded 'nodebb@*.service')
if ((${#workers[@]} > 0)); then systemctl disable --now -- "${workers[@]}"; fi
rm -f -- "$units"/multi-user.target.wants/nodebb@*.service
# Redis saves its dataset when it stops, so stop it before the files are deleted.
if systemctl list-unit-files --no-legend redis-server.service | grep -q .; then systemctl disable --now redis-server; fi

# --- the forum's data --------------------------------------------------------------------------------------------------------
# emptied <user> <folder> [<depth>]: the user deletes what is in it from that depth on, so nothing else can be deleted.
emptied() {
  local user=$1 folder=$2 depth=${3-1} left
  if [[ ! -d $folder ]] || ! getent passwd "$user" >/dev/null; then return 0; fi
  as_user "$user" / find "$folder" -mindepth 1 -type d -user "$user" ! -perm -u=rwx -exec chmod u+rwx {} \; || true
  as_user "$user" / find "$folder" -mindepth "$depth" -delete || true
  left=$(find "$folder" -mindepth "$depth" -print -quit)
  if [[ $left ]]; then fail "$left is not $user's to delete, so it is still there. Look at it, delete it, and destroy again."; fi
}
# removed <folder>: root removes it with the empty folders directly in it. What is mounted there is the host's, and stays empty.
removed() {
  if [[ ! -d $1 || -L $1 ]]; then return 0; fi
  only_root_writes "$(dirname -- "$1")"
  find "$1" -mindepth 1 -maxdepth 1 -type d -empty -exec rmdir --ignore-fail-on-non-empty -- {} + || true
  rmdir --ignore-fail-on-non-empty -- "$1" || true
}
emptied nodebb "$ROOT/var/cache/nodebb"
if [[ $how == erase ]]; then
  # Only root can delete files directly in the top folder. On a host of an earlier version they are from nodebb's home.
  if [[ -d $ROOT/var/lib/nodebb && ! -L $ROOT/var/lib/nodebb ]]; then
    only_root_writes "$ROOT/var/lib/nodebb"
    find "$ROOT/var/lib/nodebb" -mindepth 1 -maxdepth 1 -not -type d -delete
  fi
  emptied nodebb "$ROOT/var/lib/nodebb" 2
  emptied nodebb "$ROOT/opt/nodebb/releases" 2
  removed "$ROOT/var/lib/nodebb"
  removed "$ROOT/opt/nodebb/releases"
  emptied redis "$ROOT/var/lib/redis"
  rm -f -- "$notes"/{set-up,setup-under-way}
  changed "deleted the forum's database and uploads"
fi

# --- certificates --------------------------------------------------------------------------------------------------------------
is_packaged() { dpkg-query -S "${1#"$ROOT"}" >/dev/null 2>&1; }
erase_certificates() {
  local folder=$ROOT/etc/letsencrypt domain path server
  for path in "$ROOT"/etc/nodebb-infra/origin-ca/*/; do # One for each name that the forum has had.
    domain=$(basename -- "$path")
    if [[ -f $folder/renewal/$domain.conf ]]; then certbot delete --non-interactive --quiet --cert-name="$domain"; fi
  done
  # Another certificate of this host needs the account.
  if [[ ! -d $folder || $(find "$folder/renewal" -name '*.conf' -print -quit 2>/dev/null) ]]; then return 0; fi
  read -r server _ < <(cat "$notes/acme-account" 2>/dev/null) || true
  if [[ $server ]] && ! timeout 60 certbot unregister --non-interactive --quiet --server="$server"; then
    echo "The account at $server could not be deactivated; its key is deleted." | tee /dev/fd/3
  fi
  while IFS= read -r path; do
    if ! is_packaged "$path"; then rm -f -- "$path"; fi
  done < <(find "$folder" -not -type d)
  while IFS= read -r path; do
    if ! is_packaged "$path"; then rmdir --ignore-fail-on-non-empty -- "$path"; fi
  done < <(find "$folder" -depth -mindepth 1 -type d)
  if ! is_packaged "$ROOT/var/lib/letsencrypt"; then rm -rf -- "$ROOT/var/lib/letsencrypt"; fi # certbot makes it for its work.
}
if [[ $how == erase ]]; then erase_certificates; fi

# --- files ---------------------------------------------------------------------------------------------------------------------
# The configuration of Redis belongs to the data: without it, Redis would start with an empty database.
stays() { [[ $how == stop && $1 =~ ^/(opt/nodebb|etc/systemd/system/redis-server\.service\.d)(/|$) ]]; }
# put_back <path>: what was there before, or nothing.
put_back() {
  local path=$1 here=$ROOT$1 beside
  if [[ -d $here && ! -L $here ]]; then return 0; fi
  only_root_writes "$(dirname -- "$here")"
  if [[ -e $notes/before$path || -L $notes/before$path ]]; then
    beside=$(dirname -- "$here")/.$(basename -- "$here").nodebb-infra-new
    cp -aT --remove-destination -- "$notes/before$path" "$beside"
    mv -fT -- "$beside" "$here"
  elif is_packaged "$here"; then
    # An earlier version replaced it without keeping it.
    echo "$path is not as its package has it: apt-get install --reinstall -o Dpkg::Options::=--force-confask brings that back." | tee /dev/fd/3
  else
    rm -f -- "$here"
  fi
}
{
  cat -- "$notes/ours" 2>/dev/null || true
  # Steps that have not run since an earlier version are in its records only.
  awk '$5 !~ /^\/(etc|usr\/local\/lib|var\/lib)\/nodebb-infra/ { print $5 }' "$notes"/deployed/*/paths 2>/dev/null || true
} | sort -ru >all # Files before their folders.
: >staying
while IFS= read -r path; do
  if stays "$path"; then
    echo "$path" >>staying
  elif [[ -d $ROOT$path && ! -L $ROOT$path ]]; then
    rmdir --ignore-fail-on-non-empty -- "$ROOT$path"
  else
    put_back "$path"
  fi
done <all
for folder in "$ROOT"/opt/node "$ROOT"/etc/nodebb "$ROOT"/etc/nodebb-infra/origin-ca; do rm -rf -- "$folder"; done
rm -f -- "$ROOT"/etc/nodebb-infra/verify.json "$ROOT"/run/nodebb-infra-nginx.running
removed "$ROOT/var/cache/nodebb"
if [[ $how == erase ]]; then
  rm -f -- "$ROOT"/opt/nodebb/{current,next}
  removed "$ROOT/opt/nodebb"
fi

# --- units and users -------------------------------------------------------------------------------------------------------------
systemctl daemon-reload
systemctl reset-failed 'nodebb@*' 'nodebb-infra-*' 2>/dev/null || true
was() { grep -q "^$1 .*\b$2\b" "$notes/units" 2>/dev/null; }
for unit in nginx.service certbot.timer redis-server.service; do
  if ! systemctl list-unit-files --no-legend "$unit" | grep -q .; then continue; fi
  if [[ $unit == redis-server.service && $how == stop ]]; then continue; fi
  if was "$unit" enabled; then systemctl -q enable "$unit"; else systemctl -q disable "$unit"; fi
  if ! was "$unit" active; then
    systemctl stop "$unit"
  elif ! systemctl restart "$unit"; then
    echo "$unit does not start as it was before this stack: journalctl -u $unit" | tee /dev/fd/3
  fi
done
# nodebb stays the owner of the data that stays: the next user of this host might otherwise get its number.
users=(nodebb-fetch)
if [[ $how == erase ]]; then users+=(nodebb); fi
for user in "${users[@]}"; do
  if getent passwd "$user" | grep -qE ':(/nonexistent|/var/lib/nodebb/home|/var/lib/nodebb):'; then userdel "$user"; fi
done

# --- our own records -----------------------------------------------------------------------------------------------------------
rm -rf -- "$notes"/{deployed,workers,acme,repository-answered}
printf '%s\n' "$ROOT"/usr/local/lib/nodebb-infra "$ROOT"/run/nodebb-infra >farewell
if [[ $how == erase ]]; then
  printf '%s\n' "$ROOT"/var/lib/nodebb-infra "$ROOT"/etc/nodebb-infra "$ROOT"/var/log/nodebb-infra >>farewell
  changed "removed the forum from this host"
else
  record "$notes/ours" "$(<staying)"
  changed "stopped the forum; its data stays ($manifest)"
fi
# Last: without it, this step has nothing to do (DataComponent).
rm -f -- "$noted"

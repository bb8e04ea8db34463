# shellcheck shell=bash disable=SC2153,SC2154
# NodeBBInfra: takes the forum's stack off this host. Sourced by data.sh, which sets: how, notes, noted, manifest.
#
#   stop     the forum's data, secrets and certificate stay, with the NodeBB and the plugins that the data is for, so that a later deployment
#            finds the same forum
#   erase    nothing stays but Debian's packages, with the configuration and the state of their units that were there before
#
# It may be killed anywhere and run again. While it runs, no other step does (run.sh).
units=$ROOT/etc/systemd/system

# All that the steps have put here. Steps that have not run since an earlier version are in their records only.
{
  cat -- "$notes/ours" 2>/dev/null || true
  awk '$5 !~ /^\/(etc|usr\/local\/lib|var\/lib)\/nodebb-infra/ { print $5 }' "$notes"/deployed/*/paths 2>/dev/null || true
} | sed '/^$/d' | sort -ru >all # Files before their folders.
is_ours() { grep -qxF -- "$1" all; }
is_packaged() { dpkg-query -S "${1#"$ROOT"}" >/dev/null 2>&1; }
# A step that failed may have left the host's own Redis, nginx or Node alone.
redis_ours='' nginx_ours='' node_ours=''
if is_ours /etc/systemd/system/redis-server.service.d/nodebb-infra.conf; then redis_ours=yes; fi
if is_ours /etc/systemd/system/nginx.service.d/nodebb-infra.conf; then nginx_ours=yes; fi
if is_ours /opt/node/current; then node_ours=yes; fi
while IFS= read -r step; do
  if [[ ! -d $notes/deployed/$step && $step != data ]]; then
    say "Nothing is recorded of step $step: files that an earlier version put here stay. A new text in nodebb:repair before the destroy records them."
  fi
done < <(cat -- "$notes/deployed/.steps" 2>/dev/null || true)

# For secrets.sh: the forum's cookies are signed with this secret.
if [[ $how == stop ]]; then (umask 077 && : >"$notes/kept-nodebb-secret"); fi

# --- services ------------------------------------------------------------------------------------------------------------------
systemctl list-units --all --plain --no-legend 'nodebb@*.service' 'nodebb-infra-*.service' >loaded
mapfile -t running < <(awk '{ print $1 }' loaded)
if ((${#running[@]} > 0)); then systemctl stop -- "${running[@]}" || true; fi
systemctl list-units --plain --no-legend --state=active,activating,deactivating 'nodebb@*.service' 'nodebb-infra-*.service' >loaded
if [[ -s loaded ]]; then fail "$(awk 'NR == 1 { print $1 }' loaded) cannot be stopped (systemctl status), so nothing is deleted."; fi
rm -f -- "$units"/multi-user.target.wants/nodebb@*.service
# Redis saves its dataset when it stops, so stop it before the files are deleted.
if [[ $redis_ours ]]; then
  systemctl disable --now redis-server
  if systemctl is-active -q redis-server; then fail "redis-server cannot be stopped (systemctl status redis-server), so nothing is deleted."; fi
fi

# --- the forum's data ------------------------------------------------------------------------------------------------------------
# emptied <user> <folder> [<depth>]: the user deletes what is in it from that depth on, so nothing else can be deleted.
emptied() {
  local user=$1 folder=$2 depth=${3-1} left
  if [[ ! -d $folder ]]; then return 0; fi
  if getent passwd "$user" >/dev/null; then
    as_user "$user" / find -H "$folder" -mindepth 1 -type d -user "$user" ! -perm -u=rwx -exec chmod u+rwx {} \; || true
    as_user "$user" / find -H "$folder" -mindepth "$depth" -delete || true
  fi
  left=$(find -H "$folder" -mindepth "$depth" -print -quit)
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
erase_data() {
  local data=$ROOT/var/lib/nodebb path link
  # First what tells a later deployment that something is complete.
  rm -f -- "$notes"/{set-up,setup-under-way}
  for path in "$ROOT"/opt/nodebb/releases/[!.]*; do
    if [[ -d $path && ! -L $path ]]; then mv -T -- "$path" "${path%/*}/.erased-${path##*/}"; fi
  done
  if [[ -d $data && ! -L $data ]]; then
    # On a host of an earlier version the folder is nodebb's.
    folder "$data" 0755 root:root
    only_root_writes "$data"
    link=$(find "$data" -mindepth 1 -maxdepth 1 -type l -print -quit)
    if [[ $link ]]; then fail "$link leads to $(readlink -- "$link"), which is not deleted. Delete the link and what it leads to, and destroy again."; fi
    find "$data" -mindepth 1 -maxdepth 1 -not -type d -delete
  fi
  emptied nodebb "$data" 2
  emptied nodebb "$ROOT/opt/nodebb/releases" 2
  removed "$data"
  removed "$ROOT/opt/nodebb/releases"
  if [[ $redis_ours ]]; then
    emptied redis "$ROOT/var/lib/redis"
    # An earlier version's configuration, with a password.
    if getent passwd redis >/dev/null; then as_user redis / rm -f -- "$ROOT/etc/redis/nodebb-infra.conf" || true; fi
  fi
  changed "deleted the forum's database and uploads"
}
if [[ $how == erase ]]; then erase_data; fi
emptied nodebb "$ROOT/var/cache/nodebb"

# --- certificates ----------------------------------------------------------------------------------------------------------------
was_before() { grep -qxF -- "$1" "$notes/certbot-before" 2>/dev/null; }
erase_certificates() {
  local folder=$ROOT/etc/letsencrypt domain path server
  # The timer's renewal sleeps for minutes, and holds certbot's lock.
  systemctl stop certbot.timer 2>/dev/null || true
  no_other() { ! pgrep -u root -x certbot; }
  wait_until 600 "another certbot is running" no_other || fail "certbot is renewing a certificate on this host. Destroy again when it has ended."
  while IFS= read -r domain; do
    path=$folder/renewal/$domain.conf
    if [[ -f $path ]] && ! was_before "$path"; then certbot delete --non-interactive --quiet --cert-name="$domain"; fi
  done < <({
    cat "$notes/names" 2>/dev/null || true
    ls "$ROOT/etc/nodebb-infra/origin-ca" 2>/dev/null || true
  } | sort -u)
  # Another certificate of this host needs the account.
  if [[ ! -d $folder || $(find "$folder/renewal" -name '*.conf' -print -quit 2>/dev/null) ]]; then return 0; fi
  read -r server _ < <(cat "$notes/acme-account" 2>/dev/null) || true
  if [[ $server ]] && ! timeout 60 certbot unregister --non-interactive --quiet --server="$server"; then
    say "The account at $server could not be deactivated; its key is deleted."
  fi
  while IFS= read -r path; do
    if ! was_before "$path" && ! is_packaged "$path"; then rm -f -- "$path"; fi
  done < <(find "$folder" "$ROOT/var/lib/letsencrypt" -not -type d 2>/dev/null)
  while IFS= read -r path; do
    if ! is_packaged "$path"; then rmdir --ignore-fail-on-non-empty -- "$path"; fi
  done < <(find "$folder" "$ROOT/var/lib/letsencrypt" -depth -type d 2>/dev/null)
}
if [[ $how == erase ]]; then erase_certificates; fi

# --- files -----------------------------------------------------------------------------------------------------------------------
# The configuration of Redis belongs to the data: without it, Redis would start with an empty database.
stays() { [[ $how == stop && $1 =~ ^/(opt/nodebb|etc/systemd/system/redis-server\.service\.d)(/|$) ]]; }
# put_back <path>: what was there before, or nothing.
put_back() {
  local path=$1 here=$ROOT$1 beside
  if [[ -d $here && ! -L $here || ! -d $(dirname -- "$here") ]]; then return 0; fi
  only_root_writes "$(dirname -- "$here")"
  beside=$(dirname -- "$here")/.$(basename -- "$here").nodebb-infra-new
  rm -f -- "$beside"
  if [[ -e $notes/before$path || -L $notes/before$path ]]; then
    cp -aT --remove-destination -- "$notes/before$path" "$beside"
    mv -fT -- "$beside" "$here"
  elif is_packaged "$here"; then
    # An earlier version replaced it without keeping it.
    say "$path is not as its package has it: apt-get install --reinstall -o Dpkg::Options::=--force-confask brings that back."
  else
    rm -f -- "$here"
  fi
}
if [[ $node_ours ]]; then rm -f -- "$ROOT"/opt/node/*/.sha256; fi # Without it, a half deleted Node counts as missing.
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
if [[ $node_ours ]]; then rm -rf -- "$ROOT/opt/node"; fi
rm -rf -- "$ROOT/etc/nodebb-infra/origin-ca" "$ROOT/etc/.nginx.nodebb-infra-try" "$ROOT"/run/nodebb-infra-{redis-try,nginx.running}
rm -f -- "$ROOT/etc/nodebb-infra/verify.json" "$ROOT/etc/nodebb/worker.env"
removed "$ROOT/etc/nodebb"
removed "$ROOT/var/cache/nodebb"
if [[ $how == erase ]]; then
  rm -f -- "$ROOT"/opt/nodebb/{current,next}
  removed "$ROOT/opt/nodebb"
fi

# --- units and users ---------------------------------------------------------------------------------------------------------------
systemctl daemon-reload
systemctl reset-failed 'nodebb@*' 'nodebb-infra-*' 2>/dev/null || true
was() { grep -q "^$1 .*\b$2\b" "$notes/units" 2>/dev/null; }
# put_unit_back <unit>: as it was before the first deployment.
put_unit_back() {
  local unit=$1
  if ! systemctl list-unit-files --no-legend "$unit" | grep -q .; then return 0; fi
  if was "$unit" enabled; then systemctl -q enable "$unit"; else systemctl -q disable "$unit"; fi
  if ! was "$unit" active; then
    systemctl stop "$unit"
  elif [[ $unit == nginx.service ]] && ! nginx -q -t; then
    say "nginx runs with this stack's configuration, because the one from before does not pass nginx -t. Repair it, and restart nginx."
  elif ! systemctl restart "$unit"; then
    say "$unit does not start as it was before this stack: journalctl -u $unit"
  fi
}
if [[ -f $notes/units || $nginx_ours ]]; then
  put_unit_back nginx.service
  put_unit_back certbot.timer
fi
if [[ $redis_ours && $how == erase ]]; then put_unit_back redis-server.service; fi
# nodebb stays the owner of the data that stays: the next user of this host might otherwise get its number.
users=(nodebb-fetch)
if [[ $how == erase ]]; then users+=(nodebb); fi
for user in "${users[@]}"; do
  # An earlier version made them without a note.
  if [[ -f $notes/made-$user || ! -f $notes/units ]] && getent passwd "$user" >/dev/null; then userdel "$user"; fi
  rm -f -- "$notes/made-$user"
done

# --- our own records -----------------------------------------------------------------------------------------------------------------
# In this order: secrets, then the note without which this step has nothing to do (DataComponent), then the rest.
: >farewell
if [[ $how == erase ]]; then
  printf '%s\n' "$ROOT"/etc/nodebb-infra "$ROOT"/var/log/nodebb-infra "$noted" "$notes" >>farewell
  changed "removed the forum from this host"
else
  printf '%s\n' "The forum's data stays here since a destroy of $(date -u +%F), for the next deployment:" "domain $DOMAIN" \
    "administrator $ADMIN_USERNAME" "database /var/lib/redis" "uploads /var/lib/nodebb" "plugins /opt/nodebb" "user nodebb" \
    "secrets and Redis's configuration /etc/nodebb-infra" "certificate /etc/letsencrypt" >manifest
  rm -rf -- "$notes"/{deployed,workers,acme,repository-answered}
  cat staying >"$notes/ours"
  if [[ -f $notes/units ]]; then sed -i '/^redis-server/!d' "$notes/units"; fi
  install_file manifest "$manifest" 0644 "$(id -un):$(id -gn)" >/dev/null 3>&1
  changed "stopped the forum; its data stays ($manifest)"
  echo "$noted" >>farewell
fi
printf '%s\n' "$ROOT"/run/nodebb-infra "$ROOT"/usr/local/lib/nodebb-infra >>farewell

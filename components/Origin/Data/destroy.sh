# shellcheck shell=bash disable=SC2153,SC2154
# NodeBBInfra: takes the forum's stack off this host. Sourced by data.sh, which sets: how, notes, manifest.
#
#   stop     the forum's data, secrets and certificate stay, with the NodeBB and the plugins that the data is for, so that a later deployment
#            finds the same forum
#   erase    nothing stays but Debian's packages, with the configuration and the state of their units that were there before
#
# It may be killed anywhere and run again. While it runs, no other step does (run.sh).
units=$ROOT/etc/systemd/system

# All that the steps have put here. Steps that have not run since an earlier version are in their records only.
{
  # A line with a dash takes a path back (lib.sh).
  awk '/^-/ { delete ours[substr($0, 2)]; next } { ours[$0] } END { for (path in ours) print path }' "$notes/ours" 2>/dev/null || true
  awk '$5 !~ /^\/(etc|usr\/local\/lib|var\/lib)\/nodebb-infra/ { print $5 }' "$notes"/deployed/*/paths 2>/dev/null || true
  # The oldest versions noted nothing.
  if [[ -e $notes/earlier ]]; then
    { grep -lsF 'Made by NodeBBInfra.' "$units"/{nginx,redis-server}.service.d/nodebb-infra.conf "$units/nodebb@.service" \
      "$units"/nodebb@*.service.d/*.conf "$ROOT"/etc/nginx/{nginx.conf,conf.d/*.conf} "$ROOT"/usr/local/sbin/nodebb-{verify,roll} || true; } |
      while IFS= read -r path; do echo "${path#"$ROOT"}"; done
  fi
} | sed '/^$/d' | sort -ru >all # Files before their folders.
is_ours() { grep -qxF -- "$1" all; }
is_packaged() { dpkg-query -S "${1#"$ROOT"}" >/dev/null 2>&1; }
has_unit() { systemctl list-unit-files --no-legend "$1" | grep -q .; }
# A deployment that failed may have left the host's own Redis, nginx, Node or NodeBB alone.
redis_ours='' nginx_ours='' node_ours='' nodebb_ours='' workers_ours=''
if is_ours /etc/systemd/system/redis-server.service.d/nodebb-infra.conf; then redis_ours=yes; fi
if is_ours /etc/systemd/system/nginx.service.d/nodebb-infra.conf; then nginx_ours=yes; fi
if is_ours /opt/node/current; then node_ours=yes; fi
if is_ours /etc/systemd/system/nodebb@.service || grep -qsF 'Made by NodeBBInfra.' "$units/nodebb@.service"; then workers_ours=yes; fi
if [[ $workers_ours || -f $notes/made-nodebb || -f $notes/found-nodebb ]]; then nodebb_ours=yes; fi
# Then there is nothing to keep for a later deployment.
if [[ ! $redis_ours && ! $nodebb_ours ]]; then how=erase; fi
while IFS= read -r step; do
  if [[ ! -d $notes/deployed/$step && $step != data ]]; then
    say "Nothing is recorded of step $step: files that an earlier version put here stay. A new text in nodebb:repair before the destroy records them."
  fi
done < <(cat -- "$notes/deployed/.steps" 2>/dev/null || true)

# For secrets.sh: the forum's cookies are signed with this secret.
if [[ $how == stop ]]; then (umask 077 && : >"$notes/kept-nodebb-secret"); fi

# --- services ------------------------------------------------------------------------------------------------------------------
patterns=('nodebb-infra-*.path' 'nodebb-infra-*.service')
if [[ $workers_ours ]]; then patterns+=('nodebb@*.service'); fi
systemctl list-units --all --plain --no-legend "${patterns[@]}" >loaded
mapfile -t running < <(awk '{ print $1 }' loaded)
if ((${#running[@]} > 0)); then systemctl stop -- "${running[@]}" || true; fi
systemctl list-units --plain --no-legend --state=active,activating,deactivating "${patterns[@]}" >loaded
if [[ -s loaded ]]; then fail "$(awk 'NR == 1 { print $1 }' loaded) cannot be stopped (systemctl status), so nothing is deleted."; fi
if [[ $workers_ours ]]; then rm -f -- "$units"/multi-user.target.wants/nodebb@*.service; fi
# Redis saves its dataset when it stops, so stop it before the files are deleted.
if [[ $redis_ours ]] && has_unit redis-server.service; then
  systemctl disable --now redis-server
  if systemctl is-active -q redis-server; then fail "redis-server cannot be stopped (systemctl status redis-server), so nothing is deleted."; fi
fi

# --- data and certificates ----------------------------------------------------------------------------------------------------
if [[ $how == erase ]]; then
  erase_data
  erase_certificates
fi
if [[ $nodebb_ours ]]; then emptied nodebb "$ROOT/var/cache/nodebb"; fi

# --- files -----------------------------------------------------------------------------------------------------------------------
# The configuration of Redis belongs to the data: without it, Redis would start with an empty database.
stays() { [[ $how == stop && $1 =~ ^/(opt/nodebb|etc/systemd/system/redis-server\.service\.d)(/|$) ]]; }
# put_back <path>: what was there before, or nothing.
put_back() {
  local path=$1 here=$ROOT$1 beside
  if [[ -d $here && ! -L $here || ! -d $(dirname -- "$here") ]]; then return 0; fi
  # The administrator has moved a folder of ours to another disk since.
  if [[ -d $here && ! -e $notes/before$path && ! -L $notes/before$path ]] && grep -qF -- "$path/" all; then return 0; fi
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
# Of Node, folders with a checksum are ours, and what node.sh was unpacking. A folder is renamed first, so that none is half there.
node=$ROOT/opt/node
if [[ -d $node && -O $node ]]; then
  for path in "$node"/*/.sha256; do
    rm -rf -- "$node/.old"
    if [[ -f $path && ! -L ${path%/*} ]]; then mv -T -- "${path%/*}" "$node/.old"; fi
  done
  rm -rf -- "$node"/{.new,.old,.new.tar.gz}
fi
: >staying
while IFS= read -r path; do
  if stays "$path"; then
    echo "$path" >>staying
  elif [[ -d $ROOT$path && ! -L $ROOT$path ]]; then
    rmdir --ignore-fail-on-non-empty -- "$ROOT$path" || say "$path cannot be removed."
  else
    put_back "$path"
  fi
done <all
# Folders of an earlier version, which noted none.
if [[ -e $notes/earlier ]]; then
  for path in "$units"/{nginx,redis-server}.service.d "$units"/nodebb@*.service.d; do
    if [[ -d $path && ! -L $path ]] && ! is_packaged "$path"; then rmdir --ignore-fail-on-non-empty -- "$path"; fi
  done
fi
if [[ $node_ours ]]; then removed "$node"; fi
rm -rf -- "$ROOT/etc/nodebb-infra/origin-ca" "$ROOT/etc/.nginx.nodebb-infra-try" "$ROOT"/run/nodebb-infra-{redis-try,nginx.running}
rm -f -- "$ROOT/etc/nodebb-infra/verify.json"
if [[ $nodebb_ours ]]; then
  rm -f -- "$ROOT/etc/nodebb/worker.env"
  removed "$ROOT/etc/nodebb"
  removed "$ROOT/var/cache/nodebb"
  if [[ $how == erase ]] && is_roots "$ROOT/opt/nodebb"; then
    rm -f -- "$ROOT"/opt/nodebb/{current,next,previous,assets/served,assets/before}
    removed "$ROOT/opt/nodebb/assets"
    removed "$ROOT/opt/nodebb"
  fi
fi

# --- the kernel, units and users ---------------------------------------------------------------------------------------------------------------
if [[ -f $notes/sysctl-before ]]; then
  sysctl -q -w "net.ipv4.tcp_migrate_req=$(<"$notes/sysctl-before")" || true
  rm -f -- "$notes/sysctl-before"
fi
systemctl daemon-reload
systemctl reset-failed "${patterns[@]}" 2>/dev/null || true
was() { grep -q "^$1 .*\b$2\b" "$notes/units" 2>/dev/null; }
# put_unit_back <unit> <ours>: as it was before the first deployment. A unit that never ran with our files need not be restarted.
put_unit_back() {
  local unit=$1 ours=$2 change
  if [[ -f $notes/units ]]; then
    # A destroy that kept the data has put the unit back, and no deployment has touched it since.
    if ! grep -q "^$unit " "$notes/units"; then return 0; fi
  elif [[ ! $ours ]]; then
    return 0
  fi
  if ! has_unit "$unit"; then return 0; fi
  if was "$unit" enabled; then change=enable; else change=disable; fi
  systemctl -q "$change" "$unit" || say "systemctl $change $unit failed: do it by hand."
  if ! was "$unit" active; then
    systemctl stop "$unit" || say "systemctl stop $unit failed: do it by hand."
  elif [[ ! $ours ]] && systemctl is-active -q "$unit"; then
    return 0
  elif [[ $unit == nginx.service ]] && ! nginx -q -t; then
    say "nginx runs with this stack's configuration, because the one from before does not pass nginx -t. Repair it, and restart nginx."
  elif ! systemctl restart "$unit"; then
    say "$unit does not start as it was before this stack: journalctl -u $unit"
  fi
}
# Of a step packages that was killed.
for unit in nginx.service redis-server.service; do
  if [[ $(readlink -- "$ROOT/run/systemd/system/$unit") == /dev/null ]]; then systemctl -q --runtime unmask "$unit"; fi
done
put_unit_back nginx.service "$nginx_ours"
put_unit_back certbot.timer "$nginx_ours"
if [[ $how == erase ]]; then put_unit_back redis-server.service "$redis_ours"; fi
# nodebb stays the owner of the data that stays: the next user of this host might otherwise get its number.
users=(nodebb-fetch)
if [[ $how == erase ]]; then users+=(nodebb); fi
for user in "${users[@]}"; do
  if [[ -f $notes/made-$user ]] && getent passwd "$user" >/dev/null; then
    userdel "$user"
    # It stays if it has other members.
    if getent group "$user" >/dev/null; then groupdel "$user" || say "The group $user is still there: groupdel $user"; fi
  fi
  rm -f -- "$notes/made-$user"
done
# account.sh has given the host's own user another home. (usermod refuses while the user has processes.)
home=$(cat "$notes/found-nodebb" 2>/dev/null || true)
if [[ $how == erase && $home ]] && getent passwd nodebb >/dev/null; then
  unshare --pid --fork --mount-proc usermod --home "$home" nodebb || say "The home of nodebb could not be put back: usermod --home $home nodebb"
fi

# --- our own records -----------------------------------------------------------------------------------------------------------------
if [[ $how == erase ]]; then
  changed "removed the forum from this host"
else
  printf '%s\n' "The forum's data stays here since a destroy of $(date -u +%F), for the next deployment:" "domain $DOMAIN" \
    "administrator $ADMIN_USERNAME" "database /var/lib/redis" "uploads /var/lib/nodebb" "plugins /opt/nodebb" "user nodebb" \
    "secrets and Redis's configuration /etc/nodebb-infra" "certificate /etc/letsencrypt" >manifest
  rm -rf -- "$notes"/{deployed,workers,acme,repository-answered,earlier}
  hide_renewals
  if [[ ! -f $notes/certbot-before ]]; then record "$notes/certbot-before" ""; fi
  record "$notes/ours" "$(<staying)"
  if [[ -f $notes/units ]]; then sed -i '/^redis-server/!d' "$notes/units"; fi
  install_file manifest "$manifest" 0644 "$(id -un):$(id -gn)" >/dev/null 3>&1
  changed "stopped the forum; its data stays ($manifest)"
fi
last_of "$how" >farewell

# shellcheck shell=bash
# NodeBBInfra: installs the Debian packages of all other steps in one transaction.
# Params: PACKAGES (names, separated by spaces)
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
read -ra wanted <<<"${PACKAGES:?}"

missing() {
  local package
  for package in "${wanted[@]}"; do
    if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then echo "$package"; fi
  done
}

# For a destroy: how these units were before the first deployment, or since a destroy that kept the data. An earlier version did not note
# it (data.sh).
noted=$ROOT/var/lib/nodebb-infra/units
{
  cat "$noted" 2>/dev/null || true
  for unit in nginx.service redis-server.service certbot.timer; do
    if grep -q "^$unit " "$noted" 2>/dev/null; then continue; fi
    if [[ ! -f $noted && -e ${noted%/*}/earlier ]]; then
      echo "$unit disabled inactive"
    else
      echo "$unit $(systemctl is-enabled "$unit" 2>/dev/null || true) $(systemctl is-active "$unit" || true)"
    fi
  done
} >units
# The same for certbot's files, which only certbot knows. Where an earlier version was, they are the forum's.
if [[ ! -f ${noted%/*}/certbot-before ]]; then
  found=
  if [[ ! -e ${noted%/*}/earlier && ! -f $noted ]]; then
    found=$(find "$ROOT/etc/letsencrypt" "$ROOT/var/lib/letsencrypt" -not -type d 2>/dev/null | sort) || true
  fi
  record "${noted%/*}/certbot-before" "$found"
fi
record "$noted" "$(<units)"

mapfile -t absent < <(missing)
if ((${#absent[@]} > 0)); then
  # Debian starts a service when its package is installed: nginx with a welcome page, Redis without a password. Mask both until their own
  # steps. The masks are in /run: if this script is killed, a reboot or the next run removes them.
  stopped=()
  for service in nginx.service redis-server.service; do
    if ! systemctl is-active --quiet "$service"; then stopped+=("$service"); fi
  done
  if ((${#stopped[@]} > 0)); then systemctl --quiet --runtime mask "${stopped[@]}"; fi
  trap 'systemctl --quiet --runtime unmask nginx.service redis-server.service' EXIT

  # Finish what a killed transaction left. Or another transaction is running, as on a new machine that updates itself; then wait for it.
  if [[ -n $(dpkg --audit) || -n $(ls -A /var/lib/dpkg/updates) ]]; then
    wait_until 300 "dpkg did not finish what it had begun" dpkg --configure -a || dpkg --configure -a
  fi
  for attempt in 1 2 3; do
    if apt-get -qq update -o APT::Update::Error-Mode=any -o DPkg::Lock::Timeout=300; then break; fi
    if ((attempt == 3)); then fail "The package lists could not be fetched."; fi
    sleep 5
  done
  apt-get -qq install --yes --no-install-recommends \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold -o Acquire::Retries=3 \
    -- "${absent[@]}"
  changed "installed ${absent[*]}"
fi
# shellcheck disable=SC2016 # dpkg-query's fields
keep_state packages dpkg-query -W -f '${Package} ${db:Status-Status}\n' -- "${wanted[@]}"
unchanged

# shellcheck shell=bash
# NodeBBInfra: Redis on loopback, with an append-only file, one user for the forum and one for root.
# Files: redis.conf (with password markers), redis-server.service (a drop-in for Debian's unit)
# Params: SECRETS_VERSION (a new value runs this again, for changed passwords)
installed=/etc/nodebb-infra/redis/redis.conf
dropin=/etc/systemd/system/redis-server.service.d/nodebb-infra.conf
# An earlier version put it in a folder that Redis's user owns. root handles that folder as that user.
formerly=/etc/redis/nodebb-infra.conf
data=/var/lib/redis
port=$(sed -n 's/^port //p' files/redis.conf)
as_redis() { as_user redis "$data" "$@"; }

folder "${installed%/*}" 0750 root:redis
folder "${dropin%/*}" 0755
if [[ ! -s $SECRETS/redis-admin-password ]]; then
  openssl rand -hex 24 >redis-admin-password
  install_file redis-admin-password "$SECRETS/redis-admin-password" 0600 root:root
fi
fill_secrets files/redis.conf

# ask <user> <password> <command...>: queries the running server; without a password, unauthenticated. The password goes through redis-cli's
# environment. stderr, such as a failed login, is dropped.
ask() {
  local client=(timeout 10 redis-cli --no-auth-warning) user=$1 password=$2
  shift 2
  # root's password goes only to Redis's own socket. The forum's goes to whatever listens on the port; every plugin knows it anyway.
  if [[ $user == nodebb-infra ]]; then client+=(-s "$REDIS_SOCKET"); else client+=(-h 127.0.0.1 -p "$port"); fi
  if [[ $password ]]; then
    REDISCLI_AUTH=$password "${client[@]}" --user "$user" "$@"
  else
    "${client[@]}" "$@"
  fi 2>/dev/null | bounded
}
runs() { ask default "" ping | grep -qE '^(PONG|NOAUTH |LOADING )'; }
password_of() { sed -n "s/^user $1 .* >\([A-Za-z0-9]*\) .*/\1/p" "$2"; }
without_passwords() { sed -E '/^user /s/ >[A-Za-z0-9]+//' "$1"; }
setting() { ask "${way[@]}" config get "$1" </dev/null | sed -n 2p; }

# Finds credentials that the running server accepts: ours, an earlier deployment's, or none.
known=
find_way() {
  local user password
  while read -r user password; do
    way=("$user" "$password")
    if [[ $(setting port) == "$port" ]]; then known=yes; return 0; fi
  done < <(
    echo "nodebb-infra $(secret redis-admin-password)"
    if [[ -f $installed ]]; then echo "nodebb-infra $(password_of nodebb-infra "$installed")"; fi
    echo "default $(secret redis-password)"
    as_redis timeout 5 sed -n 's/^requirepass "\([A-Za-z0-9]\{1,100\}\)"$/default \1/p' "$formerly" 2>/dev/null | tail -n 1 || true
    echo "default "
  )
  return 1
}

# Redis has no option to check its configuration, so start a second server with it: as Redis's user, without a port, with its own data
# folder.
starts_with() {
  local try=/run/nodebb-infra-redis-try server started=
  rm -rf -- "$try"
  folder "$try" 0700 redis:redis
  become redis "$data" redis-server - --port 0 --unixsocket "$try/socket" --dir "$try" --pidfile "" --daemonize no --supervised no <"$1" >try.log 2>&1 &
  server=$!
  for _ in {1..50}; do
    if [[ -S $try/socket ]]; then started=yes; fi
    if [[ $started ]] || ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.1
  done
  kill "$server" 2>/dev/null || true
  wait "$server" || true
  rm -rf -- "$try"
  if [[ ! $started ]]; then
    tail -c 4000 try.log
    return 1
  fi
}

# A stopped server may have its data in a format that the new configuration would ignore. So start it first as it was.
if ! runs && [[ $(ls -A "$data") ]] && ! systemctl is-active -q redis-server; then
  systemctl reset-failed redis-server || true
  if ! { systemctl start redis-server && wait_until 120 "Redis did not start as it was" runs; } && [[ ! -f $installed ]]; then
    fail "There is data in $data, and the Redis that wrote it does not start (journalctl -u redis-server). The data is unchanged."
  fi
fi

restart=
if ! cmp -s files/redis.conf "$installed" || ! cmp -s files/redis-server.service "$dropin"; then
  starts_with files/redis.conf || fail "Redis does not start with the new configuration; the old one stays."
  restart=yes
fi
if runs && ! find_way; then
  fail "The Redis on this host accepts none of the passwords that this host knows; its data is unchanged. Give it the one in" \
    "$SECRETS/redis-password (redis-cli config set requirepass ...), and deploy again."
fi

# If only passwords differ, change them at runtime, so connections stay open. Use stdin, to keep them out of arguments.
if [[ $restart && $known ]] && cmp -s files/redis-server.service "$dropin" && [[ -f $installed ]] &&
  cmp -s <(without_passwords files/redis.conf) <(without_passwords "$installed"); then
  for user in default nodebb-infra; do
    printf 'ACL SETUSER %s resetpass >%s\n' "$user" "$(password_of "$user" files/redis.conf)"
  done | ask "${way[@]}" >answers
  if [[ $(sort -u answers) == OK ]]; then restart=; fi
fi
answers() { [[ $(redis_admin ping) == PONG ]]; }
if ! answers; then restart=yes; fi

if [[ $restart && $known ]]; then
  for place in "dir $data" "appendfilename appendonly.aof" "appenddirname appendonlydir"; do
    [[ $(setting "${place% *}") == "${place#* }" ]] ||
      fail "The Redis on this host keeps its data with ${place% *} $(setting "${place% *}"), and NodeBBInfra's with $place. Move it there first."
  done
  # Without an append-only file, the new configuration would start with an empty one. So have the old server write one with all its data.
  if [[ $(setting appendonly) == no ]]; then
    ask "${way[@]}" config set appendonly yes
    rewritten() { ask "${way[@]}" info persistence | tr -d '\r' | grep -cxE 'aof_(enabled:1|rewrite_in_progress:0|rewrite_scheduled:0|last_bgrewrite_status:ok)' | grep -qx 4; }
    wait_until 300 "Redis did not finish its append-only file" rewritten
  fi
fi

if [[ -f $installed ]]; then cp -- "$installed" before.conf; fi
if [[ -f $dropin ]]; then cp -- "$dropin" before.service; fi
install_file files/redis.conf "$installed" 0640 root:redis
install_file files/redis-server.service "$dropin" 0644 root:root
systemctl daemon-reload
systemctl -q is-enabled redis-server || systemctl -q enable redis-server

start() {
  systemctl reset-failed redis-server || true
  systemctl restart redis-server
  wait_until 120 "Redis did not answer" "$@"
}
put_back() {
  if [[ -f before.conf ]]; then install_file before.conf "$installed" 0640 root:redis; else rm -f -- "$installed"; fi
  if [[ -f before.service ]]; then
    install_file before.service "$dropin" 0644 root:root
  else
    # A destroy knows from this that the data is not the forum's.
    disown "$dropin"
    rm -f -- "$dropin"
  fi
  systemctl daemon-reload
  start runs || true
}
if [[ $restart ]]; then
  if ! start answers; then
    journalctl -u redis-server -n 20 --no-pager -o cat
    put_back
    fail "Redis does not run with the new configuration; the old one is back."
  fi
  changed "restarted Redis"
fi
as_redis rm -f -- "$formerly" || true
keep "$SECRETS/redis-admin-password"
keep_unit redis-server.service
unchanged

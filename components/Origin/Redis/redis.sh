# shellcheck shell=bash
# NodeBBInfra: Redis with a password, on the loopback address, with an append-only file.
# Files: redis.conf (with the password's marker), redis-server.service (a drop-in for Debian's unit)
# Params: SECRETS_VERSION (a new value runs this again when the password has changed)
installed=/etc/redis/nodebb-infra.conf
dropin=/etc/systemd/system/redis-server.service.d/nodebb-infra.conf

# ask <password> <command...>: an answer of the running server. Passwords reach redis-cli by its environment.
ask() {
  local password=$1
  shift
  REDISCLI_AUTH=$password timeout 10 redis-cli --no-auth-warning "$@" 2>&1
}
answers() { [[ $(ask "$1" ping) == PONG ]]; }
password_in() { sed -n 's/^requirepass "\(.*\)"$/\1/p' "$1"; }
without_password() { grep -v '^requirepass ' "$1"; }

# Redis cannot merely read its configuration, so a second one has to start with it: as its own user, without a port, its data aside.
starts_with() {
  local try=/run/nodebb-infra-redis-try server started=
  rm -rf "$try"
  install -d -m 0700 -o redis -g redis "$try"
  install -m 0600 -o redis -g redis "$1" "$try/redis.conf"
  setpriv --reuid=redis --regid=redis --init-groups redis-server "$try/redis.conf" \
    --port 0 --unixsocket "$try/socket" --dir "$try" --logfile "" --pidfile "" --daemonize no --supervised no >try.log 2>&1 &
  server=$!
  for _ in {1..50}; do
    if [[ -S $try/socket ]]; then started=yes; fi
    if [[ $started ]] || ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.1
  done
  kill "$server" 2>/dev/null || true
  wait "$server" || true
  rm -rf "$try"
  if [[ ! $started ]]; then
    cat try.log
    return 1
  fi
}

fill_secrets files/redis.conf
new=$(password_in files/redis.conf)
old=
if [[ -f $installed ]]; then old=$(password_in "$installed"); fi

restart=
if ! cmp -s files/redis.conf "$installed"; then
  starts_with files/redis.conf || fail "Redis does not start with the new configuration; the old one stays."
  if [[ -f $installed ]] && cmp -s <(without_password "$installed") <(without_password files/redis.conf) && answers "$old"; then
    # Only the password: connections that are open stay open. By standard input, so it is in no argument.
    printf 'CONFIG SET requirepass "%s"\n' "$new" | ask "$old" | grep -qx OK || restart=yes
  else
    restart=yes
  fi
fi

# A server that keeps no append-only file yet writes one now, all its data in it: it would start from an empty one otherwise.
if [[ $restart ]] && answers "$old" && [[ $(ask "$old" config get appendonly | tail -n 1) == no ]]; then
  ask "$old" config set appendonly yes
  rewritten() { ask "$old" info persistence | tr -d '\r' | grep -cE '^(aof_rewrite_in_progress:0|aof_rewrite_scheduled:0|aof_last_bgrewrite_status:ok)$' | grep -qx 3; }
  wait_until 300 "Redis did not finish its append-only file" rewritten
fi

install -d "$(dirname "$dropin")"
install_file files/redis-server.service "$dropin" 0644 root:root
if [[ $CHANGED ]]; then
  systemctl daemon-reload
  restart=yes
fi
if [[ -f $installed ]]; then cp -p "$installed" before.conf; fi
install_file files/redis.conf "$installed" 0640 redis:redis
systemctl -q enable redis-server

start() {
  systemctl reset-failed redis-server
  systemctl restart redis-server
  wait_until 120 "Redis did not answer" answers "$1"
}
if [[ $restart ]] || ! answers "$new"; then
  if ! start "$new"; then
    journalctl -u redis-server -n 20 --no-pager -o cat
    if [[ -f before.conf ]]; then
      install_file before.conf "$installed" 0640 redis:redis
      start "$old" || true
    fi
    fail "Redis does not run with the new configuration; the old one is back."
  fi
  changed "restarted Redis"
fi
unchanged

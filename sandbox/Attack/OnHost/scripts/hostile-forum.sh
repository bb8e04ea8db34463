#!/usr/bin/env bash
# hostile-forum.sh start|stop: a plugin's server on the workers' ports. A plugin can kill its worker and bind the port before the next one.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
unit=nodebb-attack-forum
case $1 in
  start)
    mapfile -t workers < <(units)
    printf '%s\n' "${workers[@]}" >/run/nodebb-attack/workers
    systemctl stop "${workers[@]}"
    systemd-run --quiet --collect --unit="$unit" --property=User=nodebb --property=RuntimeMaxSec=300 -- /opt/node/current/bin/node "$here/hostile-forum.mjs" "${workers[@]//[!0-9]/}"
    for _ in {1..50}; do if curl -q -fsS -m 2 -o /dev/null "http://127.0.0.1:${workers[0]//[!0-9]/}/ping" 2>/dev/null; then exit 0; fi; sleep 0.1; done
    journalctl -u "$unit" -n 5 -o cat --no-pager >&2
    exit 1
    ;;
  stop)
    systemctl stop "$unit" 2>/dev/null || true
    if [[ ! -f /run/nodebb-attack/workers ]]; then exit 0; fi
    mapfile -t workers </run/nodebb-attack/workers
    systemctl start "${workers[@]}"
    for worker in "${workers[@]}"; do
      for _ in {1..120}; do if curl -q -fsS -m 2 -o /dev/null "http://127.0.0.1:${worker//[!0-9]/}/ping" 2>/dev/null; then break; fi; sleep 0.5; done
    done
    rm /run/nodebb-attack/workers
    ;;
esac

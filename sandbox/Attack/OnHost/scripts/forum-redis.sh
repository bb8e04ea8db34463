#!/usr/bin/env bash
# forum-redis.sh <command...>: queries Redis with the forum's configuration, as a plugin can.
set -euo pipefail
mapfile -t config < <(/opt/node/current/bin/node -p '
  const { redis = {} } = JSON.parse(require("fs").readFileSync("/etc/nodebb/config.json"));
  ["host", "port", "database", "username", "password"].map((name) => redis[name] ?? "").join("\n")')
where=(-h "${config[0]}" -p "${config[1]}" -n "${config[2]}")
if [[ ${config[0]} == /* ]]; then where=(-s "${config[0]}" -n "${config[2]}"); fi
if [[ ${config[3]} ]]; then where+=(--user "${config[3]}"); fi
REDISCLI_AUTH=${config[4]} HOME=/nonexistent exec timeout 10 redis-cli --no-auth-warning "${where[@]}" "$@"

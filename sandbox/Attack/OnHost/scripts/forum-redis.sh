#!/usr/bin/env bash
# forum-redis.sh <command...>: asks Redis what a plugin can ask, with what the forum's own configuration says.
set -euo pipefail
config() {
  /opt/node/current/bin/node -p 'const { redis = {} } = JSON.parse(require("fs").readFileSync(process.argv[1])); redis[process.argv[2]] ?? ""' /etc/nodebb/config.json "$1"
}
host=$(config host) user=$(config username)
REDISCLI_AUTH=$(config password)
export REDISCLI_AUTH
where=(-h "$host" -p "$(config port)" -n "$(config database)")
if [[ $host == /* ]]; then where=(-s "$host" -n "$(config database)"); fi
if [[ $user ]]; then where+=(--user "$user"); fi
HOME=/nonexistent exec timeout 10 redis-cli --no-auth-warning "${where[@]}" "$@"

#!/bin/bash
# NodeBBInfra: builds NodeBB's assets as nodebb, in the release's folder, without network access or secrets. The build requires a database,
# so it gets a temporary Redis with the keys that it reads.
# Credentials: build.json (NodeBB's configuration), database (Redis commands)
set -euo pipefail
socket=/tmp/redis.sock
redis-server --port 0 --unixsocket "$socket" --unixsocketperm 700 --save '' --appendonly no --dir /tmp --logfile /tmp/redis.log --daemonize yes >/dev/null
for _ in {1..100}; do
  if redis-cli -s "$socket" ping >/dev/null 2>&1; then break; fi
  sleep 0.05
done
redis-cli -s "$socket" --pipe <"$CREDENTIALS_DIRECTORY/database" >/dev/null
./nodebb build --config="$CREDENTIALS_DIRECTORY/build.json"
[[ -s build/public/client.css && -s build/public/nodebb.min.js ]]

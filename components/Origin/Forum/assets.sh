#!/bin/bash
# NodeBBInfra: builds NodeBB's assets in the release where it is started, as nodebb, with no network and no secret. NodeBB insists on a
# database, so it gets one of its own that has what the build reads and is gone afterwards.
# Credentials: build.json (NodeBB's configuration), database (commands for Redis)
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

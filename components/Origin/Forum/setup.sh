#!/bin/bash
# NodeBBInfra: sets up the forum as nodebb, in the release's folder. NodeBB writes to its configuration file, so it gets a copy. The
# administrator's password goes through the environment, because other users can see arguments.
# Credentials: config.json, admin-password
set -euo pipefail
umask 077
cp "$CREDENTIALS_DIRECTORY/config.json" /tmp/config.json
chmod u+w /tmp/config.json
umask 022
NODEBB_ADMIN_PASSWORD=$(<"$CREDENTIALS_DIRECTORY/admin-password")
export NODEBB_ADMIN_PASSWORD
exec ./nodebb setup --config=/tmp/config.json --skip-build

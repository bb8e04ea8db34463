#!/bin/bash
# NodeBBInfra: sets the forum up, in the release where it is started, as nodebb. NodeBB writes into the configuration that it sets up with,
# so it gets a copy; and the administrator's password by the environment, which nobody else can read, while arguments are for all to see.
# Credentials: config.json, admin-password
set -euo pipefail
umask 077
cp "$CREDENTIALS_DIRECTORY/config.json" /tmp/config.json
chmod u+w /tmp/config.json
umask 022
NODEBB_ADMIN_PASSWORD=$(<"$CREDENTIALS_DIRECTORY/admin-password")
export NODEBB_ADMIN_PASSWORD
exec ./nodebb setup --config=/tmp/config.json --skip-build

#!/bin/bash
# The origin alone in namespaces of its own (network, mounts, processes): everything in them is gone when this ends.
#   unshare --net --mount --pid --fork --kill-child --mount-proc bash origin-world.sh <Debian with nginx> <rendered files> <forum's checkout> <questions.mjs>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../Origin/nginx-root.sh
. "$(dirname "$0")/../Origin/nginx-root.sh"
mkdir -p "$root/opt/nodebb/current"
# As a release's folder is; that of a test is for its maker alone.
chmod 0755 "$3"
mount --bind "$3" "$root/opt/nodebb/current"
ip link set lo up

status=0
NGINX_ROOT=$root FORUM=$3 node "$4" || status=$?
umount -l "$work"
rmdir "$work"
exit "$status"

#!/bin/bash
# The origin alone in its own namespaces (network, mounts, PIDs): everything in them ends with this script.
#   unshare --net --mount --pid --fork --kill-child --mount-proc bash local-origin.sh <Debian with nginx> <rendered files>
# <forum's checkout> <questions.mjs>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=../Origin/nginx-root.sh
. "$(dirname "$0")/../Origin/nginx-root.sh"
mkdir -p "$root/opt/nodebb/current"
# Like a release's folder; a test's temporary folders are private to their creator.
chmod 0755 "$3"
chmod 0711 "$2" "$work"
mount --bind "$3" "$root/opt/nodebb/current"
ip link set lo up

status=0
NGINX_ROOT=$root FORUM=$3 node "$4" || status=$?
umount -l "$work"
rmdir "$work"
exit "$status"

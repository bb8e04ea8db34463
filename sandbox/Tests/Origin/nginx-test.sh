#!/bin/bash
# Tests nginx files inside a Debian with nginx: nginx-test.sh <the Debian's folder> <folder with nginx.conf and others>
# It runs in its own mount namespace, so it leaves nothing behind.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/nginx-root.sh"

status=0
chroot "$root" nginx -t || status=$?
umount -l "$work"
rmdir "$work"
exit "$status"

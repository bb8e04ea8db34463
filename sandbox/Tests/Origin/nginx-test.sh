#!/bin/bash
# Tests files for nginx inside a Debian that has it: nginx-test.sh <the Debian's folder> <folder with nginx.conf and others>
# It runs in a mount namespace of its own, so nothing of it is left.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/nginx-root.sh"

status=0
chroot "$root" nginx -t || status=$?
umount -l "$work"
rmdir "$work"
exit "$status"

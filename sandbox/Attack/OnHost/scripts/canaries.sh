#!/usr/bin/env bash
# canaries.sh place|remove: files and folders of others, which the stack must not touch.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
case $1 in
  place)
    install -d -m 0755 /srv/other /srv/other/uploads /srv/other/uploads/files /srv/other/logs /srv/other/public
    echo "another site's" | tee /srv/other/uploads/one /srv/other/uploads/files/two /srv/other/logs/three /srv/other/public/four >/srv/other/file
    install -d -m 0700 /root/attack-canary
    echo "root's alone" >/root/attack-canary/file
    chmod 0600 /root/attack-canary/file /srv/other/file
    ;;
  remove)
    rm -rf /srv/other /root/attack-canary
    # What a successful attack has left for root's next login or for cron.
    rm -f /etc/ssh/sshrc /etc/cron.d/attack
    ;;
esac

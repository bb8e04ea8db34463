#!/usr/bin/env bash
# public-links.sh place|remove <mark> <words> <domain>: a plugin's symlinks in the folder whose copy nginx serves. Prints their names.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
what=$1 mark=$2 words=$3 domain=$4
public=$(readlink -f /opt/nodebb/current)/build/public
only_www_data=/var/lib/attack-www-data.txt
require_plugin
case $what in
  place)
    if as_plugin touch "/opt/nodebb/assets/served/$mark" 2>/dev/null; then echo "a plugin can write where nginx serves from" >&2; exit 1; fi
    # A prepared request has put the words into the log.
    echo "$words" >"$only_www_data"
    chown root:www-data "$only_www_data"
    chmod 0640 "$only_www_data"
    curl -q -s -o /dev/null "http://127.0.0.1/$words" -H "Host: $(hostname)" || true
    curl -q -s -k -o /dev/null "https://$domain/$words" --resolve "$domain:443:127.0.0.1" || true
    as_plugin tee "$public/$mark.txt" >/dev/null <<<"$words"
    grep -qF "$words" /var/log/nginx/access.log || { echo "the log has not noted the request" >&2; exit 1; }
    if as_plugin cat /var/log/nginx/access.log "$only_www_data" >/dev/null 2>&1; then echo "nodebb can read these itself" >&2; exit 1; fi
    as_plugin ln -s /var/log/nginx/access.log "$public/$mark-link-log.txt"
    as_plugin ln -s "$only_www_data" "$public/$mark-link-file.txt"
    as_plugin ln -s /var/log/nginx "$public/$mark-link-folder"
    as_plugin mkdir "$public/.$mark"
    as_plugin tee "$public/.$mark-env" "$public/.$mark/config" "$public/$mark.d.css" >/dev/null <<<"$words"
    printf '%s\n' "$mark-link-log.txt" "$mark-link-file.txt" "$mark-link-folder/access.log"
    # NodeBB decides about dotfiles; those that it serves itself are no finding.
    worker=$(units | head -n 1)
    for name in ".$mark-env" ".$mark/config"; do
      if ! curl -q -fsS -o /dev/null "http://127.0.0.1:${worker//[!0-9]/}/assets/$name" 2>/dev/null; then echo "$name"; fi
    done
    ;;
  remove)
    as_plugin find "$public" -maxdepth 1 -name "*$mark*" -exec rm -rf {} +
    rm -f "$only_www_data"
    ;;
esac

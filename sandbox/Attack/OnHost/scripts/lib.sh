# shellcheck shell=bash
# What the attacks' scripts share. They run as root and do what others would do as those others.
set -euo pipefail

units() { systemctl list-units --all --plain --no-legend 'nodebb@*.service' | awk '{ print $1 }'; }

# as <user> <command...>: a program of that user outside of any unit.
as() {
  local user=$1
  shift
  setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups --no-new-privs --bounding-set=-all -- "$@"
}

# as_plugin <command...>: what code in a worker can do.
as_plugin() {
  local pid
  pid=$(systemctl show -p MainPID --value "$(units | head -n 1)")
  [[ $pid != 0 ]] || { echo "no worker runs" >&2; return 1; }
  nsenter -t "$pid" -m -- setpriv --reuid=nodebb --regid=nodebb --init-groups --no-new-privs --bounding-set=-all -- "$@"
}

# Says that the lever works: the shell is nodebb's, and can write to its own release.
require_plugin() {
  local folder
  folder=$(readlink -f /opt/nodebb/current)
  [[ $(as_plugin id -un) == nodebb ]] || { echo "the plugin's shell is not nodebb's" >&2; return 1; }
  as_plugin touch "$folder/attack-lever" && as_plugin rm "$folder/attack-lever"
}

# shellcheck shell=bash
# Shared functions. The scripts run as root and impersonate other users.
set -euo pipefail

units() { systemctl list-units --all --plain --no-legend 'nodebb@*.service' | awk '{ print $1 }'; }

# as <user> <command...>: runs a command as that user, outside of any unit.
as() {
  local user=$1
  shift
  setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups --no-new-privs --bounding-set=-all -- "$@"
}

# as_plugin <command...>: runs a command with the rights of code in a worker.
as_plugin() {
  local pid
  pid=$(systemctl show -p MainPID --value "$(units | head -n 1)")
  [[ $pid != 0 ]] || { echo "no worker runs" >&2; return 1; }
  nsenter -t "$pid" -m -- setpriv --reuid=nodebb --regid=nodebb --init-groups --no-new-privs --bounding-set=-all -- "$@"
}

# Requires that the attack's premise holds: the shell is nodebb's and can write to its own release.
require_plugin() {
  local folder
  folder=$(readlink -f /opt/nodebb/current)
  [[ $(as_plugin id -un) == nodebb ]] || { echo "the plugin's shell is not nodebb's" >&2; return 1; }
  as_plugin touch "$folder/attack-lever" && as_plugin rm "$folder/attack-lever"
}

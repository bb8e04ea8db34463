# shellcheck shell=bash
# NodeBBInfra: runs what is not ours (git, npm and its packages' scripts, NodeBB's own commands) as services of their own, kept to what a
# worker is kept to and less. They have fixed names, so the next run ends what a killed one has left. Other scripts read this one first.
# Files: confinement (properties of a service, one a line)
mapfile -t _confinement <files/confinement

# confined <name> <seconds> [options of systemd-run...] -- <command...>: as the user nodebb, unless an option says otherwise. It sees no
# other process, and where the machine has other things to do they come first.
confined() {
  local name=nodebb-infra-$1 seconds=$2
  shift 2
  end_unit "$name"
  systemd-run --quiet --pipe --wait --collect --expand-environment=no --unit="$name" --service-type=exec --uid=nodebb \
    "${_confinement[@]/#/--property=}" --property=PrivatePIDs=yes --property=Nice=10 --property=CPUWeight=50 --property=IOWeight=50 \
    --property=MemoryMax=75% --property=TasksMax=2048 --property=RuntimeMaxSec="$seconds" --property=TimeoutStopSec=10 \
    --setenv=HOME=/tmp --setenv=NODE_ENV=production "$@"
}
end_unit() { systemctl --quiet stop "$1.service" 2>/dev/null || true; }

# What a release that nobody has tried yet may not even read: configuration, secrets, uploads.
hidden=(--property=InaccessiblePaths="-/etc/nodebb -/etc/nodebb-infra -/var/lib/nodebb -/var/lib/redis -/run/nodebb-infra")

# install_programs <file...>: what the services run lies where they can read it and cannot write it.
programs=/usr/local/lib/nodebb-infra/forum
install_programs() {
  local file
  install -d -m 0755 "$programs"
  for file in "$@"; do install_file "files/$file" "$programs/$file" 0755 root:root; done
}

# discard <folder>: nodebb empties what is nodebb's, links and modes that keep it out included; only the empty folder is for root to remove.
discard() {
  local folder=$1
  [[ -d $folder && ! -L $folder ]] || return 0
  # shellcheck disable=SC2016 # for the shell that it starts
  confined discard 300 --property=ReadWritePaths="$folder" --property=PrivateNetwork=yes "${hidden[@]}" -- /bin/sh -c \
    'chmod u+rwx "$1" && find "$1" -type d ! -perm -u=rwx -exec chmod u+rwx {} \; && find "$1" -mindepth 1 -delete' sh "$folder" &&
    rmdir -- "$folder"
}

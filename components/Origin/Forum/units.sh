# shellcheck shell=bash
# NodeBBInfra: runs third-party programs (git, npm and packages' scripts, NodeBB's commands) as separate services, confined at least as
# strictly as a worker. Their names are fixed, so the next run stops what a killed run left. Other scripts source this first.
# Files: confinement (properties of a service, one a line)
mapfile -t _confinement <"${BASH_SOURCE[0]%/*}/confinement"

# confined <name> <seconds> [options of systemd-run...] -- <command...>: runs as nodebb unless an option says otherwise, sees no other
# processes, and has low CPU and I/O priority.
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

# Hidden from an untested release: configuration, secrets, uploads.
hidden=(--property=InaccessiblePaths="-/etc/nodebb -/etc/nodebb-infra -/var/lib/nodebb -/var/lib/redis -/run/nodebb-infra")

# install_programs <file...>: the programs of the services, which those can read but not write.
programs=/usr/local/lib/nodebb-infra/forum
install_programs() {
  local file
  install -d -m 0755 "$programs"
  for file in "$@"; do install_file "files/$file" "$programs/$file" 0755 root:root; done
}

# discard <folder>: nodebb deletes its own files, including symlinks and unreadable folders; root then removes only the empty folder.
discard() {
  local folder=$1
  [[ -d $folder && ! -L $folder ]] || return 0
  # shellcheck disable=SC2016 # the inner shell expands these
  # Its own name, because a roll and a deployment may both delete something.
  confined "discard-$(cksum <<<"$folder" | cut -d ' ' -f 1)" 300 --property=ReadWritePaths="$folder" --property=PrivateNetwork=yes "${hidden[@]}" -- /bin/sh -c \
    'chmod u+rwx "$1" && find "$1" -type d ! -perm -u=rwx -exec chmod u+rwx {} \; && find "$1" -mindepth 1 -delete' sh "$folder" &&
    rmdir -- "$folder"
}

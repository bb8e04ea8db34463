#!/usr/bin/env bash
# drift.sh <stack>: compares the zone and the host with what was deployed, and opens, updates or closes the stack's issue.
# Fails if either could not be asked; then the issue stays as it is.
set -euo pipefail
stack=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
found=()

setting() { pulumi config get --stack "$stack" "$1" 2>/dev/null || true; }

zone_status=0
pulumi preview --refresh --expect-no-changes --diff --stack "$stack" >"$work/zone" 2>&1 || zone_status=$?
cat "$work/zone"
case $zone_status in
  0) ;;
  7) found+=("In the zone" "$work/zone") ;;
  *) exit 1 ;;
esac

address=$(setting nodebb:sshHost) user=$(setting nodebb:sshUser) port=$(setting nodebb:sshPort)
address=${address:-$(setting nodebb:originAddress)}
user=${user:-root}
sudo=""
if [[ $user != root ]]; then sudo="sudo -n "; fi
# Only the host that the stack's file names is asked.
echo "origin $(setting nodebb:sshHostKey)" >"$work/known_hosts"
key=$(setting nodebb:sshPrivateKey)
if [[ $key ]]; then
  eval "$(ssh-agent -s)" >/dev/null
  trap 'ssh-agent -k >/dev/null; rm -rf "$work"' EXIT
  ssh-add -q - <<<"$key"
fi
host_status=0
timeout 300 ssh -F none -o BatchMode=yes -o ConnectTimeout=20 -o HostKeyAlias=origin -o StrictHostKeyChecking=yes \
  -o UserKnownHostsFile="$work/known_hosts" -p "${port:-22}" -- "$user@$address" "${sudo}nodebb-verify --drift" \
  >"$work/host" </dev/null || host_status=$?
cat "$work/host"
case $host_status in
  0) ;;
  1)
    # sudo refuses with the same exit code.
    if [[ ! -s $work/host ]]; then
      echo "$user@$address did not run ${sudo}nodebb-verify --drift" >&2
      exit 1
    fi
    found+=("On the host" "$work/host")
    ;;
  *) exit 1 ;;
esac

node "$(dirname "$0")/drift-issue.mjs" "$stack" "${found[@]}"

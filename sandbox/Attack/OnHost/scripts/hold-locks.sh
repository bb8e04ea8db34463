#!/usr/bin/env bash
# hold-locks.sh locks <user> <step...> | certbot <user> | release: holds what a deployment could wait for, until released.
# The holders are units, so stopping the unit ends all of them and nothing else.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
what=$1
shift
hold() { # <user> [systemd-run options] -- <command...>
  local user=$1
  shift
  systemd-run --quiet --collect --unit="nodebb-attack-hold-$RANDOM$RANDOM" --slice=nodebb-attack-hold --property=User="$user" --property=RuntimeMaxSec=300 "$@"
}
case $what in
  locks)
    user=$1
    shift
    # As after a boot: root's files on tmpfs are gone, and whoever comes first creates them.
    for step in "$@"; do rm -f "/run/lock/nodebb-infra-$step.lock"; done
    mapfile -t folders < <(find / /run /run/lock /tmp /dev/shm -xdev \( -path /proc -o -path /sys \) -prune -o -type d -perm -0002 -print | sort -u)
    for folder in "${folders[@]}"; do
      for step in "$@"; do printf '%s\n' "$folder/nodebb-infra-$step.lock" "$folder/nodebb-infra-$step" "$folder/$step.lock"; done
    done >/run/nodebb-attack/wanted
    # shellcheck disable=SC2016 # perl's variables
    as "$user" perl -ne 'chomp; next if -e; open(my $f, ">", $_) or next; chmod(0666, $_); print "$_\n"' </run/nodebb-attack/wanted | tee /run/nodebb-attack/held
    mapfile -t files </run/nodebb-attack/held
    if ((${#files[@]} > 0)); then
      # One process holds all of them and says how many. Looking with flock instead could take the lock in the moment in which the holder tries.
      rm -f /run/nodebb-attack/holding
      # shellcheck disable=SC2016 # perl's variables
      hold "$user" --property=StandardOutput=file:/run/nodebb-attack/holding -- \
        perl -e '$| = 1; for (@ARGV) { open(my $f, "+<", $_) or next; flock($f, 6) or next; push @held, $f } print @held . "\n"; sleep 300' "${files[@]}"
      for _ in {1..100}; do if [[ -s /run/nodebb-attack/holding ]]; then break; fi; sleep 0.1; done
      holding=$(cat /run/nodebb-attack/holding || true)
      if ((${holding:-0} != ${#files[@]})); then
        echo "${holding:-0} of ${#files[@]} files are held" >&2
        exit 1
      fi
    fi
    ;;
  certbot)
    folder=$(mktemp -d /tmp/attack-hold.XXXXXX)
    chmod 0755 "$folder"
    cp /usr/bin/sleep "$folder/certbot"
    hold "$1" -- "$folder/certbot" 300
    for _ in {1..50}; do if pgrep -x certbot -u "$1"; then exit 0; fi; sleep 0.1; done
    echo "no process named certbot runs" >&2
    exit 1
    ;;
  release)
    systemctl stop nodebb-attack-hold.slice
    if [[ -f /run/nodebb-attack/held ]]; then xargs -r -d '\n' rm -f </run/nodebb-attack/held; fi
    rm -rf /run/nodebb-attack/{held,holding} /tmp/attack-hold.*
    ;;
esac

#!/usr/bin/env bash
# npm-watch.sh wait <record>|records|left|clean: observes the installation of a hostile package.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
find_record() { find /opt/nodebb/releases -mindepth 2 -maxdepth 2 -name "$1" -size +0 -printf '%p\n' | head -n 1; }
case $1 in
  wait)
    # The unit that it runs in, and its permissions.
    for _ in {1..3000}; do
      record=$(find_record "$2" 2>/dev/null || true)
      if [[ $record ]] && grep -q '^done' "$record"; then break; fi
      sleep 0.1
    done
    # As the host sees it; inside, it could have its own namespaces.
    pid=$(pgrep -n -f '/npm-script\.mjs')
    unit=$(sed -n 's|^0::.*/||p' "/proc/$pid/cgroup")
    if [[ $unit == *.service || $unit == *.scope ]]; then
      echo "unit=$unit"
      systemctl show -p MemoryMax -p RuntimeMaxUSec "$unit"
    else
      printf '%s\n' unit=none MemoryMax=infinity RuntimeMaxUSec=infinity
    fi
    as nodebb touch "$record-go"
    ;;
  records)
    for name in attack-record attack-build-record; do
      record=$(find_record "$name")
      if [[ $record ]]; then sed "s/^/$name\t/" "$record"; fi
    done
    for folder in /var/tmp /tmp /etc /usr/local/lib /run/lock /var/log /opt/nodebb; do
      if [[ -e $folder/attack-npm ]]; then printf 'host\tgot\twrote %s/attack-npm\t\n' "$folder"; fi
    done
    ;;
  left)
    pgrep -f '^attack-left-behind' || true
    ;;
  clean)
    pkill -f '^attack-left-behind' || true
    rm -f /{var/tmp,tmp,etc,usr/local/lib,run/lock,var/log,opt/nodebb}/attack-npm
    ;;
esac

#!/usr/bin/env bash
# tree.sh plant <what> <seed> <names> | clear | swap <name> | stop-swap | told | leaks: a hostile tree in all folders that unprivileged
# users can write to.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
node=/opt/node/current/bin/node
planted=/run/nodebb-attack/planted
case $1 in
  plant)
    for user in nodebb redis www-data; do
      teller=/var/tmp/attack-tell-$user
      as "$user" "$node" "$here/plant.mjs" "$2" "$3" "$teller" <<<"$4" | tee -a "$planted.$user" | sed "s/^/$user /"
    done
    ;;
  clear)
    for user in nodebb redis www-data; do
      if [[ ! -f $planted.$user ]]; then continue; fi
      # As that user again, because what it planted may have changed.
      as "$user" "$node" "$here/plant.mjs" clear <"$planted.$user"
      rm -f "$planted.$user"
    done
    rm -f /var/tmp/attack-told.* /var/tmp/attack-tell-*
    ;;
  swap)
    # A race: swaps every folder of this name, also in an unfinished release, with a symlink to another's folder and back.
    # shellcheck disable=SC2016 # perl's variables
    systemd-run --quiet --collect --unit=nodebb-attack-swap --property=User=nodebb --property=RuntimeMaxSec=900 -- perl -e '
      my ($name, $running) = @ARGV;
      open(my $count, ">>", "/var/tmp/attack-swaps");
      $count->autoflush(1);
      while (1) {
        for my $folder (glob("/opt/nodebb/releases/{*,.[a-z]*}{,/public} /var/lib/nodebb")) {
          # Before npm starts, a swap would only make git fail to write the files.
          next if index($folder, $running) == 0 or $folder =~ m{^(.*/releases/[^/]+)} && ! -d "$1/node_modules";
          my ($there, $link) = ("$folder/$name", "$folder/.attack-swap-$name");
          next unless -d $there;
          symlink($name eq "uploads" ? "/srv/other/uploads" : "/srv/other", $link) unless -l $link or -e $link;
          # renameat2 with RENAME_EXCHANGE, an odd number of times, so that the next round starts swapped.
          print $count "x" if syscall(316, -100, $there, -100, $link, 2) == 0;
        }
        select(undef, undef, undef, 0.001 + rand(0.004));
      }' "$2" "$(readlink -f /opt/nodebb/current)"
    ;;
  stop-swap)
    systemctl stop nodebb-attack-swap 2>/dev/null || true
    stat -c %s /var/tmp/attack-swaps 2>/dev/null || echo 0
    rm -f /var/tmp/attack-swaps
    for link in /opt/nodebb/releases/{*,.[a-z]*}{,/public}/.attack-swap-* /var/lib/nodebb/.attack-swap-*; do
      if [[ ! -e $link && ! -L $link ]]; then continue; fi
      name=${link%/*}/${link##*/.attack-swap-}
      # The real folder may have the other name now, or a step has removed both.
      if [[ -L $name && ! -L $link ]]; then as nodebb mv -T --exchange "$name" "$link" || true; fi
      if [[ -L $link ]]; then as nodebb rm -f "$link" || true; fi
    done
    ;;
  told)
    # Who ran planted code: harmless for a user, a finding for root.
    for file in /var/tmp/attack-told.*; do if [[ -f $file ]]; then sort -u "$file"; fi; done
    ;;
  leaks)
    # Files with a secret, by who can read them; each user may read its own configuration.
    words=$(mktemp -p /run/nodebb-attack)
    for file in /etc/nodebb-infra/secrets/*; do if [[ $(wc -l <"$file") -le 1 && -s $file ]]; then cat "$file"; echo; fi; done | grep . >"$words"
    for user in nodebb www-data redis nobody; do
      as "$user" find / /run /tmp /dev/shm -xdev \( -path /proc -o -path /sys -o -path /usr -o -path '*/node_modules' \) -prune -o -type f -readable -size -20000k -print0 2>/dev/null |
        xargs -0r grep -lFf "$words" -- 2>/dev/null | sort -u | sed "s/^/$user can read /" || true
    done | grep -vxE 'nodebb can read /etc/nodebb/config\.json|redis can read /(etc|var/lib|run)/[a-z/-]*redis[a-z/-]*\.(conf|acl)|.*/attack-of-the-sandbox/.*' || true
    rm -f "$words"
    ;;
esac

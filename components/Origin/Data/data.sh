# shellcheck shell=bash
# NodeBBInfra: stands for the forum's data. It does something only when the stack is destroyed and says that the data may go: then the
# runner calls it as the step delete-data.
if [[ $STEP != delete-data ]]; then
  unchanged
  exit 0
fi

mapfile -t workers < <(systemctl list-units --all --plain --no-legend 'nodebb@*.service' | awk '{ print $1 }')
if ((${#workers[@]} > 0)); then systemctl disable --now "${workers[@]}"; fi
# Redis would write its memory down once more when it stops; it must be gone before the files are.
if systemctl list-unit-files --no-legend redis-server.service | grep -q .; then systemctl stop redis-server; fi

# The empty folders stay: a release that stays too expects its own.
if [[ -d /var/lib/nodebb ]]; then find /var/lib/nodebb -not -type d -delete; fi
if [[ -d /var/lib/redis ]]; then find /var/lib/redis -mindepth 1 -delete; fi
changed "deleted the forum's database and uploads"

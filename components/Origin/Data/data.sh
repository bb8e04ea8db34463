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

# The empty folders stay: a release that stays too expects its own. What nodebb or redis own goes as they: links in it lead nowhere.
data=/var/lib/nodebb
if [[ -d $data ]]; then
  # A file system that is mounted here has a folder that is none of nodebb's.
  as_nodebb find "$data" -mindepth 2 -not -type d -delete || true
  [[ ! $(as_nodebb find "$data" -mindepth 2 -not -type d -print -quit 2>/dev/null) ]] || fail "Something in $data could not be deleted."
  find "$data" -mindepth 1 -maxdepth 1 -not -type d -delete
fi
if [[ -d /var/lib/redis ]]; then setpriv --reuid=redis --regid=redis --init-groups --no-new-privs -- find /var/lib/redis -mindepth 1 -delete; fi
changed "deleted the forum's database and uploads"

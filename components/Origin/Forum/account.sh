# shellcheck shell=bash
# NodeBBInfra: the users and folders of the forum. /var/lib/nodebb and all above it are root's; in it nodebb has folders of its own. The
# script of the step release reads this one.
data=/var/lib/nodebb

user() {
  local name=$1 home=$2
  if getent passwd "$name" >/dev/null; then return 0; fi
  useradd --system --user-group --home-dir "$home" --no-create-home --shell /usr/sbin/nologin "$name"
  changed "made the user $name"
}
move_home() {
  local name=$1 home=$2
  if [[ $(getent passwd "$name" | cut -d : -f 6) == "$home" ]]; then return 0; fi
  # usermod refuses while the user runs anything, although a home can change under it; so it is shown no other process.
  unshare --pid --fork --mount-proc usermod --home "$home" "$name"
  changed "$name lives in $home"
}

# A folder with a name that only root can change. One that root made, to mount something there, becomes nodebb's too.
folder_of_nodebb() {
  local folder=$1
  if [[ ! -e $folder && ! -L $folder ]]; then
    install -d -m 0755 -o nodebb -g nodebb "$folder"
  elif [[ -L $folder || ! -d $folder ]]; then
    fail "$folder is not a folder. Look at what put it there, and remove it; to have that folder elsewhere, mount the other one there (mount --bind)."
  elif [[ $(stat -c %U "$folder") != nodebb ]]; then
    chown -h nodebb:nodebb "$folder"
    changed "$folder is nodebb's"
  fi
}

user nodebb "$data/home"
# Fetches the repository: nothing that nodebb runs can look into its processes or read its credentials.
user nodebb-fetch /nonexistent

if [[ -L $data ]]; then fail "$data is a link: mount the folder that it leads to there (mount --bind), in its place."; fi
if [[ ! -d $data ]]; then install -d "$data"; fi
# It was nodebb's own once, and whatever lies in it anything. From here on nobody but root makes, renames or links anything in it, and
# only then it is looked at. The mode also takes away what an access list could grant.
if [[ $(stat -c '%U:%G %a' "$data") != "root:root 755" ]]; then
  chown -h root:root "$data"
  chmod 0755 "$data"
  changed "$data is root's"
fi
for folder in "$data" /opt/nodebb/releases /var/cache; do only_root_writes "$folder"; done
folder_of_nodebb "$data/home"
move_home nodebb "$data/home"
folder_of_nodebb "$data/uploads"
folder_of_nodebb /var/cache/nodebb

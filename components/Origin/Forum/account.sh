# shellcheck shell=bash
# NodeBBInfra: the forum's users and folders. root owns /var/lib/nodebb and everything above it; nodebb owns only folders in it. Sourced by
# release.sh.
data=/var/lib/nodebb

user() {
  local name=$1 home=$2 about=/var/lib/nodebb-infra group
  # A destroy that erases deletes the users that this script has made.
  if ! getent passwd "$name" >/dev/null; then
    touch "$about/made-$name"
    group=--user-group
    if getent group "$name" >/dev/null; then group=--gid=$name; fi
    useradd --system "$group" --home-dir "$home" --no-create-home --shell /usr/sbin/nologin "$name"
    changed "made the user $name"
  elif [[ ! -f $about/made-$name && ! -f $about/found-$name ]]; then
    # It was here before, with another home. (For those of an earlier version, data.sh has made the note.)
    getent passwd "$name" | cut -d : -f 6 >former-home
    record "$about/found-$name" "$(<former-home)"
  fi
}
move_home() {
  local name=$1 home=$2
  if [[ $(getent passwd "$name" | cut -d : -f 6) == "$home" ]]; then return 0; fi
  # usermod refuses while the user has running processes, although changing the home is safe. So run it in a PID namespace.
  unshare --pid --fork --mount-proc usermod --home "$home" "$name"
  changed "$name lives in $home"
}

# A folder whose entry only root can change. If root created it, to mount something there, nodebb becomes its owner.
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
# Fetches the repository as a separate user: no process of nodebb's can inspect it or read its credentials.
user nodebb-fetch /nonexistent

if [[ -L $data ]]; then fail "$data is a link: mount the folder that it leads to there (mount --bind), in its place."; fi
if [[ ! -d $data ]]; then install -d "$data"; fi
# An earlier version had nodebb own this folder, so its content is untrusted. Make it root's first, so that nobody else can create, rename
# or link anything in it, and inspect it only then. The chmod also limits what an ACL grants.
if [[ $(stat -c '%U:%G %a' "$data") != "root:root 755" ]]; then
  chown -h root:root "$data"
  chmod 0755 "$data"
  changed "$data is root's"
fi
for folder in "$data" /opt/nodebb/releases /var/cache; do only_root_writes "$folder"; done
folder_of_nodebb "$data/home"
move_home nodebb "$data/home"
folder_of_nodebb "$data/uploads"
folder_of_nodebb "$data/workers"
folder_of_nodebb /var/cache/nodebb

# shellcheck shell=bash
# NodeBBInfra: protects root from other users' files and processes. Sourced by lib.sh.

# root's environment is not passed on: as_user passes only variables that the script itself has exported.
_given=" $(compgen -e) "
_given=${_given//$'\n'/ }

# For git and npm. npm rejects the same file twice, but accepts a missing one.
NO_USERS_CONFIGURATION=(
  GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 npm_config_userconfig=/dev/null npm_config_globalconfig=/nonexistent/npmrc
)

# only_root_writes <path>: fails the step when anybody but root could replace the path or any of its parents. It follows symlinks. What does
# not exist yet is for root to create. Tests use the current user as root.
only_root_writes() {
  local at=$ROOT rest part target hops=0 seen=("${ROOT:-/}")
  rest=$1
  if [[ $rest != /* ]]; then rest=$PWD/$rest; fi
  rest=${rest#"$ROOT"}
  while [[ $rest ]]; do
    part=${rest%%/*}
    if [[ $rest == */* ]]; then rest=${rest#*/}; else rest=; fi
    case $part in
      "" | .) continue ;;
      ..)
        at=${at%/*}
        continue
        ;;
    esac
    seen+=("$at/$part")
    if [[ -L $at/$part ]]; then
      ((++hops <= 40)) || fail "$1 goes round in a circle of links."
      target=$(readlink -- "$at/$part")
      if [[ $target == /* ]]; then at=$ROOT target=${target#"$ROOT"}; fi
      rest=$target/$rest
      continue
    fi
    at=$at/$part
    if [[ ! -e $at ]]; then
      unset 'seen[-1]'
      break
    fi
  done
  _refuse_what_others_write "${seen[@]}"
}
_refuse_what_others_write() {
  local list owner name mode path
  list=$(stat -c '%u %U %a %n' -- "$@") || fail "The owners of ${*: -1} and its folders cannot be told."
  while read -r owner name mode path; do
    # A symlink has no mode of its own.
    if [[ $owner == "$EUID" ]] && { [[ -L $path ]] || (((8#$mode & 8#022) == 0)); }; then continue; fi
    fail "Not only root can write to $path (it is $name's, mode $mode), so nothing is put there. Make it root's: chown root: $path; chmod go-w $path"
  done <<<"$list"
}

# folder <path> <mode> [<owner:group>]: creates a folder where only root can write, and corrects its mode and owner. It changes no owner
# inside. Without an owner, the folder is root's; it fails if an existing one is not.
folder() {
  local path=$1 mode=$2 owner=${3:-} missing=$1
  if [[ $path != /* || $path == */ ]]; then fail "folder: \"$path\" is no absolute path."; fi
  only_root_writes "${path%/*}/"
  if [[ -L $path ]]; then only_root_writes "$path"; fi
  while [[ $missing && ! -e $missing && ! -L $missing ]]; do
    own "$missing"
    missing=${missing%/*}
  done
  if [[ $owner ]]; then
    install -d -m "$mode" -o "${owner%:*}" -g "${owner#*:}" -- "$path"
  else
    install -d -m "$mode" -- "$path"
    only_root_writes "$path"
  fi
}

# become <user> <home> <command...>: execs the command as the user, with no way to gain other privileges. It gets neither root's environment
# nor root's file descriptors (the step's output and lock). git and npm ignore the user's configuration.
become() {
  local user=$1 home=$2 name descriptor
  shift 2
  for name in $(compgen -e); do
    if [[ $_given == *" $name "* ]]; then export -n "${name?}"; fi
  done
  export HOME=$home USER=$user LOGNAME=$user LC_ALL=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin "${NO_USERS_CONFIGURATION[@]}"
  exec 3>&-
  for name in NODEBB_INFRA_{LOCK,HOST_LOCK,ROLL_LOCK,STDERR}; do
    descriptor=${!name-}
    if [[ $descriptor ]]; then exec {descriptor}>&-; fi
  done
  cd / # The step's own folder is root's, and some programs want to go back to where they were started.
  exec setpriv --reuid="$user" --regid="$(id -g -- "$user")" --init-groups --no-new-privs -- "$@"
}

# as_user <user> <home> <command...>: the same, in a child process.
as_user() (
  become "$@"
)

# as_nodebb <command...>: handles the forum's files as the forum's user.
as_nodebb() {
  as_user nodebb /var/cache/nodebb "$@"
}

# <command> 2>&1 | bounded: prints the last 256 KiB of the output when the command ends. So no program can fill root's disk. After a timeout
# the log still has the output.
bounded() (
  trap '' TERM
  exec tail -c 262144
)

# shellcheck shell=bash
# NodeBBInfra: what stands between root and everybody else on the host. lib.sh reads it.

# What root has in its environment stays with root: as_user hands on only what a script has exported by itself.
_given=" $(compgen -e | tr '\n' ' ') "

# Of git and npm. npm takes no file twice, and does not mind one that is missing.
NO_USERS_CONFIGURATION=(
  GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 npm_config_userconfig=/dev/null npm_config_globalconfig=/nonexistent/npmrc
)

# only_root_writes <path>: ends the step when anybody but root could put something else in the place of the path or of anything on the
# way to it. Links on the way count, and where they lead. What does not exist yet is for root to make. Tests have a root of their own.
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
    # A link has no mode of its own.
    if [[ $owner == "$EUID" ]] && { [[ -L $path ]] || (((8#$mode & 8#022) == 0)); }; then continue; fi
    fail "Not only root can write to $path (it is $name's, mode $mode), so nothing is put there. Make it root's: chown root: $path; chmod go-w $path"
  done <<<"$list"
}

# folder <path> <mode> [<owner:group>]: makes a folder in a place where only root writes, and puts mode and owner right. Nothing inside
# changes its owner. Without an owner it is root's, and was before.
folder() {
  local path=$1 mode=$2 owner=${3:-}
  only_root_writes "$(dirname -- "$path")"
  if [[ -L $path ]]; then only_root_writes "$path"; fi
  if [[ $owner ]]; then
    install -d -m "$mode" -o "${owner%:*}" -g "${owner#*:}" -- "$path"
  else
    install -d -m "$mode" -- "$path"
    only_root_writes "$path"
  fi
}

# become <user> <home> <command...>: goes on as a program of that user, who can never become another one by it. The user gets neither
# root's environment nor its open files, which are the step's result and its lock; and no configuration of the user's own decides what
# git or npm do.
become() {
  local user=$1 home=$2 name
  shift 2
  for name in $(compgen -e); do
    if [[ $_given == *" $name "* ]]; then export -n "${name?}"; fi
  done
  export HOME=$home USER=$user LOGNAME=$user LC_ALL=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin "${NO_USERS_CONFIGURATION[@]}"
  exec 3>&-
  if [[ ${NODEBB_INFRA_LOCK-} ]]; then exec {NODEBB_INFRA_LOCK}>&-; fi
  cd / # The step's own folder is root's, and some programs want to go back to where they were started.
  exec setpriv --reuid="$user" --regid="$(id -g -- "$user")" --init-groups --no-new-privs -- "$@"
}

# as_user <user> <home> <command...>: the same as a child.
as_user() (
  become "$@"
)

# as_nodebb <command...>: what belongs to the forum is handled as the forum's user.
as_nodebb() {
  as_user nodebb /var/cache/nodebb "$@"
}

# <command> 2>&1 | bounded: the last 256 KiB of what a program prints, once it is over. Nobody fills root's disk by printing; and a step
# that runs out of time still has them in its log.
bounded() (
  trap '' TERM
  exec tail -c 262144
)

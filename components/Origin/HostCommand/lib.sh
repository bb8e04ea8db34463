# shellcheck shell=bash disable=SC2034
# NodeBBInfra: the library of all step scripts. run.sh has bash source it first (BASH_ENV).
unset BASH_ENV # for this script only, not for the programs that it starts
umask 022

ROOT=${NODEBB_INFRA_ROOT:-}
SECRETS=$ROOT/etc/nodebb-infra/secrets
CHANGED=
_changes=0
# run.sh reads the cause of a failure from here.
_cause=/dev/null
# What the step deploys, for drift.sh.
_kept=/dev/null _states=/dev/null
if [[ ${STEP-} ]]; then _cause=$PWD/cause _kept=$PWD/kept _states=$PWD/states; fi
# shellcheck source=/dev/null
. "${BASH_SOURCE[0]%/*}/guard.sh"

# Reports one change that this run made.
changed() {
  echo "changed: $*" >&3
  # Also log it, unless fd 3 is the log.
  if [[ ! /dev/fd/3 -ef /dev/fd/1 ]]; then echo "changed: $*"; fi
  _changes=$((_changes + 1))
}

# say <sentence>: for the person who deploys.
say() {
  echo "$*"
  if [[ ! /dev/fd/3 -ef /dev/fd/1 ]]; then echo "$*" >&3; fi
}

# The last line of a script that reports only changes.
unchanged() {
  if ((_changes == 0)); then echo "unchanged" >&3; fi
}

# Fails the step with a message for the person who deploys.
fail() {
  echo "$*" >"$_cause"
  echo "$*" >&2
  exit 1
}

# keep <path...>: a difference in this file or link after the deployment is drift. install_file and link do this by themselves; what root
# only notes for later runs is no part of the deployment.
keep() {
  local path
  for path in "$@"; do
    if [[ $path != "$ROOT"/var/lib/nodebb-infra/* ]]; then echo "$path" >>"$_kept"; fi
  done
}

# keep_state <what> <command...>: the same for a state, which is what the command prints.
keep_state() {
  local what=$1
  shift
  printf '%s\t%s\n' "$what" "$(printf '%q ' "$@")" >>"$_states"
}

# keep_unit <unit>: whether it runs and is enabled, and its files.
keep_unit() {
  keep_state "unit $1" systemctl show -p ActiveState,UnitFileState,FragmentPath,DropInPaths -- "$1"
}

# own <path>: notes what NodeBBInfra puts on the host, so that a destroy can take it off again (destroy.sh), and keeps what was there
# before. Our own folders go as a whole, so what is in them is not noted.
own() {
  local path=${1#"$ROOT"} notes=$ROOT/var/lib/nodebb-infra line last=
  case $path in
    /etc/nodebb-infra* | /usr/local/lib/nodebb-infra* | /var/lib/nodebb-infra* | /var/log/nodebb-infra* | /run/*) return 0 ;;
  esac
  # Without that folder, this is the first step making it.
  if [[ ! -d $notes ]]; then return 0; fi
  if [[ -f $notes/ours ]]; then
    while IFS= read -r line; do if [[ ${line#-} == "$path" ]]; then last=$line; fi; done <"$notes/ours"
  fi
  if [[ $last == "$path" ]]; then return 0; fi
  rm -rf -- "$notes/before$path"
  if [[ -L $1 || -f $1 ]] && ! _is_of_earlier "$1"; then
    (umask 077 && mkdir -p -- "$notes/before${path%/*}")
    cp -aT --remove-destination -- "$1" "$notes/before$path"
  fi
  (umask 077 && echo "$path" >>"$notes/ours")
}
# _is_of_earlier <path>: whether an earlier version put it there, which noted only what its steps deployed, or nothing (data.sh).
_is_of_earlier() {
  local notes=$ROOT/var/lib/nodebb-infra
  if [[ -e $notes/earlier ]] || head -n 3 -- "$1" 2>/dev/null | grep -qF 'Made by NodeBBInfra.'; then return 0; fi
  awk -v path="${1#"$ROOT"}" '$5 == path { found = 1 } END { exit !found }' "$notes"/deployed/*/paths 2>/dev/null
}

# disown <path...>: undoes `own`, for a step that puts back what was there. It only adds lines, because other steps do at the same time.
disown() {
  local path
  for path in "$@"; do echo "-${path#"$ROOT"}" >>"$ROOT/var/lib/nodebb-infra/ours"; done
}

# install_file <source> <destination> <mode> <owner:group>: writes a temporary file and renames it, if anything differs. Sets CHANGED to
# "yes" or to nothing. The temporary name starts with a dot, so `include *.conf` ignores it. Fails unless only root can write in the folder.
install_file() {
  local source=$1 destination=$2 mode=$3 owner=$4 beside=${2%/*}/.${2##*/}.nodebb-infra-new
  CHANGED=
  only_root_writes "${destination%/*}/"
  keep "$destination"
  # Also a file that is the same already: at a destroy it has to stay if it is the host's.
  own "$destination"
  if [[ -f $destination && ! -L $destination ]] && cmp -s -- "$source" "$destination" &&
    [[ $(stat -c '%04a %U:%G' -- "$destination") == "$mode $owner" ]]; then
    return 0
  fi
  install -m "$mode" -o "${owner%:*}" -g "${owner#*:}" -- "$source" "$beside"
  mv -fT -- "$beside" "$destination"
  CHANGED=yes
  changed "$destination"
}

# record <file> <text>: writes down what root has to know at a later run. It is no result, so it is not shown and leaves CHANGED alone.
record() (
  _kept=/dev/null
  echo "$2" >.record
  install_file .record "$1" 0600 "$(id -un):$(id -gn)" >/dev/null 3>&1
)

# link <target> <name>: creates or replaces a symlink atomically.
link() {
  local target=$1 name=$2 beside=${2%/*}/.${2##*/}.nodebb-infra-new
  CHANGED=
  only_root_writes "${name%/*}/"
  keep "$name"
  if [[ -e $name && ! -L $name ]]; then fail "$name is not a link made by NodeBBInfra; move it away first."; fi
  own "$name"
  if [[ -L $name && $(readlink -- "$name") == "$target" ]]; then return 0; fi
  ln -sfnT -- "$target" "$beside"
  mv -fT -- "$beside" "$name"
  CHANGED=yes
  changed "$name -> $target"
}

# secret <name>: prints the secret's value.
secret() {
  cat -- "$SECRETS/$1"
}

# fill_secrets <file>: replaces the @secret:name@ markers. The values never are in an argument or a variable.
fill_secrets() {
  local file=$1
  (
    umask 077
    awk -v dir="$SECRETS" '
      {
        line = ""
        while (match($0, /@secret:[a-z][a-z0-9-]*@/)) {
          name = substr($0, RSTART + 8, RLENGTH - 9)
          if ((getline value < (dir "/" name)) <= 0) { print "there is no secret " name > "/dev/stderr"; exit 1 }
          close(dir "/" name)
          line = line substr($0, 1, RSTART - 1) value
          $0 = substr($0, RSTART + RLENGTH)
        }
        print line $0
      }' "$file" >"$file.filled"
  )
  mv -fT -- "$file.filled" "$file"
}

# redis_admin <command...>: sends a command to Redis as root's user. The password goes through the environment of the client. The socket is
# in a protected folder: while Redis is down, any local user could listen on its port.
REDIS_SOCKET=/run/redis/nodebb-infra.sock
redis_admin() {
  REDISCLI_AUTH=$(secret redis-admin-password) timeout 60 redis-cli -e --no-auth-warning -s "$REDIS_SOCKET" --user nodebb-infra "$@" | bounded
}

# wait_until <seconds> <what> <command...>: retries twice a second.
wait_until() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= end)); then
      echo "gave up waiting: $what" >&2
      return 1
    fi
    sleep 0.5
  done
}

# show_certificate <file>: makes a running nginx serve DOMAIN's current certificate. It compares with what nginx serves, so a step killed
# between writing a certificate and the reload loses nothing.
show_certificate() {
  local wanted
  wanted=$(openssl x509 -noout -fingerprint -sha256 -in "$1")
  _shown() { timeout 5 openssl s_client -connect 127.0.0.1:443 -servername "${DOMAIN:?}" </dev/null | openssl x509 -noout -fingerprint -sha256; }
  _is_shown() { [[ $(_shown 2>/dev/null) == "$wanted" ]]; }
  if ! systemctl is-active --quiet nginx || _is_shown; then return 0; fi
  nginx -q -t
  systemctl reload nginx
  wait_until 30 "nginx does not show the new certificate" _is_shown
  changed "nginx shows the new certificate"
}

#!/bin/bash -p
# NodeBBInfra: records what each step deployed, and shows what differs from that.
#
#   drift                            one paragraph for each difference. Exit code 0: there is none; 1: there is; 2: nothing is recorded.
#   drift record <step> <folder>     run.sh does this after a success. The folder has what `keep` and `keep_state` (lib.sh) wrote.
#   drift only <step...>             these are all steps: forgets others, and says of which of them nothing is recorded
#
# A record has a line per path, a copy of each file that everybody may read, and the output of each command that shows a state. Only root
# can read or write it.
set -euo pipefail
export LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umask 077
root=${NODEBB_INFRA_ROOT:-}
lib=$(readlink -f -- "$0")
lib=${lib%/*}
records=$root/var/lib/nodebb-infra/deployed
shown_lines=40

# describe <path...>: a line for each that exists: its kind, mode, owner, target or digest, and the path without the root folder.
describe() {
  local path files=()
  if (($# == 0)); then return 0; fi
  for path in "$@"; do
    if [[ -f $path && ! -L $path ]]; then files+=("$path"); fi
  done
  {
    if ((${#files[@]} > 0)); then sha256sum -- "${files[@]}" 2>/dev/null || true; fi
    find "$@" -maxdepth 0 -printf '%y\t%#m\t%u:%g\t%l\t%p\n' 2>/dev/null || true
  } | awk -F '\t' -v root="$root" '
    NF == 1 { digest[substr($0, 67)] = substr($0, 1, 64); next }
    { path = substr($5, length(root) + 1) }
    $1 == "l" { print "link - -", $4, path; next }
    $1 == "f" { print "file", $2, $3, ($5 in digest ? digest[$5] : "unreadable"), path; next }
    { print "other - - -", path }'
}

# state_of <command line>: what it prints now.
state_of() {
  timeout 20 bash -c "$1" 2>&1 </dev/null | head -c 65536 || true
}

# lines_between <before> <after>: the lines that differ, as in a diff.
lines_between() {
  diff -U 0 -- "$1" "$2" | tail -n +3 | grep -v '^@@' | head -n "$shown_lines" | sed 's/^/  /' || true
}

record() {
  local step=$1 from=$2 new kind mode owner digest path what command n=0 kept copies=() others other
  mkdir -p -- "$records"
  exec {lock}>"$records/.lock"
  flock -w 60 "$lock"
  new=$records/.new
  rm -rf -- "$new"
  mkdir -- "$new"
  if [[ -s $from/kept ]]; then
    mapfile -t kept < <(sort -u -- "$from/kept")
    kept=("${kept[@]#"$root"}")
    # What the step itself has removed again gets no line.
    describe "${kept[@]/#/"$root"}" >"$new/paths"
    while read -r kind mode owner digest path; do
      if [[ $kind == file && $mode == *[4567] ]]; then copies+=(".$path"); fi
    done <"$new/paths"
    if ((${#copies[@]} > 0)); then
      mkdir -- "$new/copies"
      (cd -- "$root/" && cp --parents --no-preserve=mode -t "$new/copies" -- "${copies[@]}")
    fi
    # A path belongs to the step that wrote it last.
    mapfile -t others < <(
      shopt -s nullglob
      awk 'FILENAME == ARGV[1] { mine[$5]; next } $5 in mine { print FILENAME; nextfile }' "$new/paths" "$records"/*/paths
    )
    for other in "${others[@]}"; do
      awk 'FILENAME == ARGV[1] { mine[$5]; next } !($5 in mine)' "$new/paths" "$other" >"$new/others"
      mv -f -- "$new/others" "$other"
    done
  fi
  if [[ -f $from/states ]]; then
    mkdir -- "$new/outputs"
    while IFS=$'\t' read -r what command; do
      n=$((n + 1))
      printf '%s\t%s\n' "$what" "$command" >>"$new/states"
      state_of "$command" >"$new/outputs/$n"
    done <"$from/states"
  fi
  rm -rf -- "${records:?}/$step"
  mv -T -- "$new" "$records/$step"
}

only() {
  local folder
  for folder in "$records"/*/; do
    folder=${folder%/}
    if [[ " $* " != *" ${folder##*/} "* ]]; then rm -rf -- "$folder"; fi
  done
  printf '%s\n' "$@" >"$records/.steps"
}

path_differs() { # <step> <kind> <mode> <owner> <digest> <path>
  local step=$1 was="$2 $3 $4 $5" path=$6 kind mode owner digest
  read -r kind mode owner digest <<<"${now[$path]:-gone - - -}"
  if [[ "$kind $mode $owner $digest" == "$was" ]]; then return 1; fi
  if [[ $kind == gone ]]; then
    echo "$path is gone (step $step)"
  elif [[ $kind != "$2" ]]; then
    echo "$path is a $kind, and not a $2 (step $step)"
  elif [[ $kind == link ]]; then
    if [[ $path == /opt/nodebb/current && -f $root/var/lib/nodebb-infra/taken-back ]]; then
      echo "$path leads to $digest: $(<"$root/var/lib/nodebb-infra/taken-back") was taken back with nodebb-roll --back. Write another release into nodebb:nodebbRef."
    else
      echo "$path leads to $digest, and not to $5 (step $step)"
    fi
  else
    if [[ $mode != "$3" || $owner != "$4" ]]; then echo "$path has mode $mode and owner $owner, and not $3 and $4 (step $step)"; fi
    if [[ $digest != "$5" ]]; then
      echo "$path was changed (step $step)"
      if [[ -f $records/$step/copies$path ]]; then
        lines_between "$records/$step/copies$path" "$root$path"
      else
        echo "  The lines are not shown, because not everybody may read them."
      fi
    fi
  fi
}

state_differs() { # <step> <number> <what> <command line>
  local before=$records/$1/outputs/$2 now
  now=$(mktemp)
  # A unit may be reloading right now.
  for _ in 1 2 3; do
    state_of "$4" >"$now"
    if cmp -s -- "$before" "$now"; then
      rm -f -- "$now"
      return 1
    fi
    sleep 1
  done
  echo "$3: not as step $1 left it"
  lines_between "$before" "$now"
  rm -f -- "$now"
}

show() {
  local folder step found=0 paths=0 states=0 kind mode owner digest path what command n all missing=
  local -A now
  for folder in "$records"/*/; do
    step=${folder%/}
    step=${step##*/}
    # A step that is running is about to write its own record.
    if [[ ! -d $folder || $step == "${STEP-}" ]]; then continue; fi
    if [[ -f $folder/paths ]]; then
      # Just before they are compared, because other steps may be running.
      now=()
      mapfile -t all < <(sed -E "s|^([^ ]+ ){4}|$root|" "$folder/paths")
      while read -r kind mode owner digest path; do now[$path]="$kind $mode $owner $digest"; done < <(describe "${all[@]}")
      while read -r kind mode owner digest path; do
        paths=$((paths + 1))
        if path_differs "$step" "$kind" "$mode" "$owner" "$digest" "$path"; then found=$((found + 1)); fi
      done <"$folder/paths"
    fi
    n=0
    if [[ -f $folder/states ]]; then
      while IFS=$'\t' read -r what command; do
        states=$((states + 1)) n=$((n + 1))
        if state_differs "$step" "$n" "$what" "$command"; then found=$((found + 1)); fi
      done <"$folder/states"
    fi
  done
  if ((paths + states == 0)); then
    echo "Nothing is recorded on this host. The next deployment does it."
    return 2
  fi
  if ((found > 0)); then return 1; fi
  # A host that an earlier version deployed, where these steps had no reason to run since.
  while IFS= read -r step; do
    if [[ ! -d $records/$step && $step != "${STEP-}" ]]; then missing+=" $step"; fi
  done < <(cat -- "$records/.steps" 2>/dev/null)
  echo "$paths paths and $states states are as they were deployed${missing:+; nothing is recorded of$missing}."
}

case ${1-} in
  record) record "$2" "$3" ;;
  only) only "${@:2}" ;;
  "")
    if [[ -z $root ]] && ((EUID != 0)); then
      echo "drift: only root may do this (sudo nodebb-verify --drift)" >&2
      exit 2
    fi
    result=$(mktemp)
    trap 'rm -f -- "$result"' EXIT
    status=0
    show >"$result" || status=$?
    perl "$lib/presentable.pl" "$root/etc/nodebb-infra/secrets" "$result" first 500 1000
    exit "$status"
    ;;
  *)
    echo "usage: drift [record <step> <folder> | only <step...>]" >&2
    exit 2
    ;;
esac

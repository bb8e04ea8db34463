#!/bin/bash
# NodeBBInfra: fetches from a git repository, as nodebb-fetch in its own service. Its credentials come through systemd: not in arguments,
# the environment or a file that anybody else can read.
#
#   repository.sh refs <repository> <ref>                  prints what git ls-remote lists for the tag and branch of that name
#   repository.sh tree <repository> <its ref> <commit>     writes the commit's files as a tar archive
#   repository.sh credential get                           git's credential helper
set -euo pipefail
cd "${TMPDIR:-/tmp}"
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_GLOBAL=/dev/null GIT_ALLOW_PROTOCOL=https:http:git:ssh
credentials=${CREDENTIALS_DIRECTORY:-/nonexistent}

# Prints a few lines of git's errors, and only on failure. Exit code 20: the server denied access (some say that the repository does not
# exist). 21: its host key does not match.
quietly() {
  if "$@" 2>errors; then return 0; fi
  tail -c 4096 errors >&2
  if grep -qF 'Host key verification failed' errors; then exit 21; fi
  if grep -qE "Permission denied|Authentication failed|could not read (Username|Password)|[Rr]epository .*not found|returned error: 40[13]" errors; then exit 20; fi
  exit 1
}

options=(-c credential.helper=)
# The credential is for this server only, so a redirect to another server does not get it.
if [[ -f $credentials/repository-token && $2 =~ ^https://[^/]+ ]]; then
  options+=(-c "credential.${BASH_REMATCH[0]}.helper=!bash $(readlink -f "$0") credential")
fi
if [[ -f $credentials/repository-key ]]; then
  # HostKeyAlias: one name for the server, whatever its address and port.
  printf 'repository %s\n' "${REPOSITORY_HOST_KEY:?}" >known-hosts
  export GIT_SSH_COMMAND="ssh -F none -i $credentials/repository-key -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes \
    -o StrictHostKeyChecking=yes -o GlobalKnownHostsFile=$PWD/known-hosts -o UserKnownHostsFile=/dev/null -o HostKeyAlias=repository -o ConnectTimeout=20"
fi

case $1 in
  refs)
    quietly git "${options[@]}" ls-remote -- "$2" "refs/tags/$3" "refs/tags/$3^{}" "refs/heads/$3"
    ;;
  tree)
    git init -q --bare tree.git
    quietly git "${options[@]}" --git-dir=tree.git fetch -q --depth 1 --no-tags -- "$2" "$3"
    [[ $(git --git-dir=tree.git rev-parse 'FETCH_HEAD^{commit}') == "$4" ]] || { echo "$3 has moved while it was fetched; run this again." >&2; exit 22; }
    # Archive every file as a checkout would have it: attributes can exclude files or substitute text.
    echo '* -export-ignore -export-subst' >tree.git/info/attributes
    git --git-dir=tree.git archive --format=tar "$4"
    ;;
  credential)
    [[ ${2-} == get ]] || exit 0
    token=$(<"$credentials/repository-token")
    # Most servers accept any user name with a token; some require a certain one.
    if [[ $token == *:* ]]; then user=${token%%:*} token=${token#*:}; else user=x-access-token; fi
    printf 'username=%s\npassword=%s\n' "$user" "$token"
    ;;
esac

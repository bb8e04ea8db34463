#!/bin/bash
# NodeBBInfra: asks a git repository, as the user nodebb-fetch in a service of its own. Its credentials are the service's: no argument, no
# environment, no file that anybody else can read.
#
#   repository.sh refs <repository> <ref>                  the lines of git ls-remote for the tag and the branch of that name
#   repository.sh tree <repository> <its ref> <commit>     the commit's files, as a tar archive
#   repository.sh credential get                           what git asks when the server wants a user
set -euo pipefail
cd "${TMPDIR:-/tmp}"
export GIT_TERMINAL_PROMPT=0 GIT_CONFIG_GLOBAL=/dev/null GIT_ALLOW_PROTOCOL=https:http:git:ssh
credentials=${CREDENTIALS_DIRECTORY:-/nonexistent}

# What a server writes is shown in part, and only when it is needed. The exit status says what it comes to: 20 for a server that does not
# let us in, which one says by not knowing the repository, 21 for one with another key than it should have.
quietly() {
  if "$@" 2>errors; then return 0; fi
  tail -c 4096 errors >&2
  if grep -qF 'Host key verification failed' errors; then exit 21; fi
  if grep -qE "Permission denied|Authentication failed|could not read (Username|Password)|[Rr]epository .*not found|returned error: 40[13]" errors; then exit 20; fi
  exit 1
}

options=(-c credential.helper=)
# For this server only: one that redirects elsewhere takes nothing with it.
if [[ -f $credentials/repository-token && $2 =~ ^https://[^/]+ ]]; then
  options+=(-c "credential.${BASH_REMATCH[0]}.helper=!bash $(readlink -f "$0") credential")
fi
if [[ -f $credentials/repository-key ]]; then
  # One name for the server, whatever address and port it has.
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
    # All of it, as a checkout would have it: attributes can leave files out of an archive, or write into them.
    echo '* -export-ignore -export-subst' >tree.git/info/attributes
    git --git-dir=tree.git archive --format=tar "$4"
    ;;
  credential)
    [[ ${2-} == get ]] || exit 0
    token=$(<"$credentials/repository-token")
    # Most servers want any user with a token; some want a certain one.
    if [[ $token == *:* ]]; then user=${token%%:*} token=${token#*:}; else user=x-access-token; fi
    printf 'username=%s\npassword=%s\n' "$user" "$token"
    ;;
esac

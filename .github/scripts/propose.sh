#!/usr/bin/env bash
# propose.sh <patch>: puts the patch of versions.sh on the branch "versions", as one commit after the one that is checked out, and opens,
# updates or closes the issue that asks for its pull request. The patch was made by what a job had built: it is neither checked out nor run.
# A branch that proposes the same already stays: with another head an open pull request would lose its approvals and its checks.
# Environment: GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_TOKEN.
set -euo pipefail
scripts=$(dirname "$0")
if [[ ! -s $1 ]]; then
  node "$scripts/versions-issue.mjs"
  exit
fi

title=$(sed -n '/^Subject: \[PATCH\] /{s///p;q}' "$1")
if [[ ! $title =~ ^Pin\ NodeBB\ v[0-9.]+\ and\ Node\ [0-9.]+$ ]]; then
  echo "$1 is no patch of versions.sh" >&2
  exit 1
fi
index=$(mktemp -d)
trap 'rm -rf "$index"' EXIT
export GIT_INDEX_FILE=$index/index
export GIT_AUTHOR_NAME=github-actions GIT_AUTHOR_EMAIL=github-actions@users.noreply.github.com
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
git read-tree HEAD
git apply --cached -- "$1"
tree=$(git write-tree)
branch=refs/heads/versions
was=$(git ls-remote origin "$branch" | cut -f 1)
if [[ $was ]]; then git fetch -q origin "$was"; fi
mapfile -d '' -t files < <(git diff-tree -r -z --name-only HEAD "$tree")
if [[ ! $was ]] || ! git --literal-pathspecs diff-tree -r --quiet "$was" "$tree" -- "${files[@]}"; then
  commit=$(git commit-tree -p HEAD -m "$title" "$tree")
  git push -q --force origin "$commit:$branch"
fi
node "$scripts/versions-issue.mjs" "$title" "$1"

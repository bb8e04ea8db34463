#!/usr/bin/env bash
# preview.sh <copies> <plans>: previews every stack of the project in the working directory, on the copies that redact.mjs made, and
# writes <plans>/<stack>.txt. Needs CLOUDFLARE_API_TOKEN, a token that may only read. It changes the stacks' files: use a fresh checkout.
# Fails if a preview does.
set -euo pipefail
scripts=$(dirname "$(readlink -f "$0")")
copies=$(readlink -m "$1") plans=$(readlink -m "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$plans" "$work/backend"
# Placeholders are all that it encrypts.
export PULUMI_BACKEND_URL=file://$work/backend PULUMI_CONFIG_PASSPHRASE=preview

preview() {
  local stack=$1 copy=$copies/$1.json key value
  node "$scripts/restore.mjs" settings "$stack" "$copy" >"$work/settings"
  pulumi stack init "$stack" --secrets-provider passphrase >/dev/null
  while IFS= read -r -d '' key && IFS= read -r -d '' value; do
    pulumi config set --stack "$stack" --secret "$key" -- "$value"
  done <"$work/settings"
  if [[ -f $copy ]]; then
    node "$scripts/restore.mjs" state "$stack" "$copy" >"$work/state.json"
    pulumi stack import --stack "$stack" --file "$work/state.json" >/dev/null
  else
    echo "There is no copy of this stack's state, so the plan creates everything: the next deployment makes one."
  fi
  pulumi preview --diff --stack "$stack"
}

failed=0
for file in Pulumi.*.yaml; do
  stack=${file#Pulumi.}
  stack=${stack%.yaml}
  if [[ $stack == example ]]; then continue; fi
  echo "previewing $stack"
  # Not with ||: bash then ignores every failure inside.
  set +e
  (
    set -e
    preview "$stack"
  ) >"$plans/$stack.txt" 2>&1
  status=$?
  set -e
  cat "$plans/$stack.txt"
  if ((status != 0)); then failed=1; fi
done
exit "$failed"

#!/usr/bin/env bash
# recreate.sh <stack> <copies>: destroys the stack and deploys it again. It refuses the zone's owner, which other stacks need.
set -euo pipefail
if [[ $(pulumi config get nodebb:zoneOwner --stack "$1" 2>/dev/null) != false ]]; then
  echo "$1 owns its zone (nodebb:zoneOwner is not false in Pulumi.$1.yaml), so it is not destroyed here." >&2
  exit 1
fi
# What cannot be planned could not be deployed again.
pulumi preview --stack "$1"
# A record that was deleted by hand would fail the destroy.
pulumi destroy --yes --refresh --stack "$1"
"$(dirname "$0")/deploy.sh" "$@"

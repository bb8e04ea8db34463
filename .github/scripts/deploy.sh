#!/usr/bin/env bash
# deploy.sh <stack> <copies>: deploys the stack, which ends with its verification, and makes the copy for previews in <copies>.
# With REFRESH=true it looks at the zone first, and so puts right what was changed there by hand.
set -euo pipefail
status=0
if [[ ${REFRESH-} == true ]]; then
  # The state's copy of the API token may be an old one: the refresh then takes the program's.
  PULUMI_RUN_PROGRAM=true pulumi up --yes --refresh --stack "$1" || status=$?
else
  pulumi up --yes --stack "$1" || status=$?
fi
# Also after a failure: what was deployed until then is deployed.
node "$(dirname "$0")/redact.mjs" "$1" "$2"
exit "$status"

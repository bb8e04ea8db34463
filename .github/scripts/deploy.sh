#!/usr/bin/env bash
# deploy.sh <stack> <copies>: deploys the stack, which ends with its verification, and makes the copy for previews in <copies>.
set -euo pipefail
pulumi up --yes --stack "$1"
node "$(dirname "$0")/redact.mjs" "$1" "$2"

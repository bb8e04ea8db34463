#!/usr/bin/env bash
# The secrets that the stack has deployed, name and value.
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=/dev/null
source "$here/lib.sh"
for file in /etc/nodebb-infra/secrets/*; do
  value=$(<"$file")
  if [[ $value != *$'\n'* ]]; then printf '%s\t%s\n' "${file##*/}" "$value"; fi
done

# shellcheck shell=bash disable=SC2034
# NodeBBInfra: represents the forum's data, and comes before all steps that change the host. At destroy, run.sh runs it as the step
# destroy-stop or destroy-erase. Pulumi also does that to a step that it has replaced, so it acts only for an attempt that has run here since
# the last create.
# Files: destroy.sh
# Params: DOMAIN ADMIN_USERNAME
notes=$ROOT/var/lib/nodebb-infra
noted=$notes/data-attempt
# What a destroy has left here, written by destroy.sh.
manifest=$notes/kept
known=$(cat "$noted" 2>/dev/null || true)

if [[ $STEP != destroy-* ]]; then
  # An earlier version noted the domain for the verification only.
  there=$(cat "$notes/domain" 2>/dev/null || sed -n 's/^ *"domain": "\(.*\)",$/\1/p' "$ROOT/etc/nodebb-infra/verify.json" 2>/dev/null || true)
  if [[ $NEW && $there && $there != "$DOMAIN" ]]; then
    fail "This host has the forum $there: write the address of another host into nodebb:originAddress (and nodebb:sshHost) for $DOMAIN." \
      "If $there is given up, deploy it once more with nodebb:onDestroy: erase and destroy it."
  fi
  if [[ -f $manifest ]]; then
    admin=$(sed -n 's/^administrator //p' "$manifest")
    if [[ $admin != "$ADMIN_USERNAME" ]]; then
      fail "nodebb:adminUsername is \"$ADMIN_USERNAME\", but the forum whose data this host keeps was set up with \"$admin\": write $admin."
    fi
  fi
  record "$notes/domain" "$DOMAIN"
  if [[ " $known " == *" $ATTEMPT "* ]]; then
    # A create that finds its own attempt is either a replacement with the same attempt as the old resource, or a retry of a create that was
    # killed before Pulumi recorded it. The two look the same, so no deletion by this attempt is known to be a destroy.
    if [[ $NEW ]]; then record "$noted" "$ATTEMPT again"; fi
  elif [[ $NEW || ! $known || $known == *" again" ]]; then
    record "$noted" "$ATTEMPT"
  else
    # An update of which Pulumi may never learn.
    record "$noted" "$known $ATTEMPT"
  fi
  if [[ -f $manifest ]]; then
    rm -f -- "$manifest"
    changed "found the forum's data and secrets"
  fi
  unchanged
  exit 0
fi

if [[ ! $known || $known == "$ATTEMPT again" ]]; then
  fail "On this host nothing is stopped or deleted: the step data was killed once, or replaced by its URN, so this may not be a destroy." \
    "Run pulumi up --replace '**::data', which deploys what is missing and gives the step a new id, and destroy again."
fi
if [[ " $known " != *" $ATTEMPT "* ]]; then
  say "replaced, nothing deleted"
  exit 0
fi
how=${STEP#destroy-}
# shellcheck source=/dev/null
source files/destroy.sh

# shellcheck shell=bash disable=SC2034
# NodeBBInfra: represents the forum's data. At destroy, run.sh runs it as the step destroy-stop or destroy-erase. Pulumi also does that to a
# step that it has replaced, so it acts only if the attempt is the one recorded last.
# Files: destroy.sh
# Params: DOMAIN ADMIN_USERNAME
noted=$ROOT/var/lib/nodebb-infra/data-attempt
# What a destroy has left here, written by destroy.sh.
manifest=$ROOT/var/lib/nodebb-infra/kept
known=$(cat "$noted" 2>/dev/null || true)

if [[ $STEP != destroy-* ]]; then
  if [[ -f $manifest ]]; then
    kept_domain=$(sed -n 's/^domain //p' "$manifest") kept_admin=$(sed -n 's/^administrator //p' "$manifest")
    if [[ $kept_domain != "$DOMAIN" ]]; then
      fail "This host keeps the data of $kept_domain, so $DOMAIN cannot have it: deploy $DOMAIN to another host, or write nodebb:domain: $kept_domain" \
        "to have that forum again. To delete its data, deploy it with nodebb:onDestroy: erase and destroy it."
    fi
    if [[ $kept_admin != "$ADMIN_USERNAME" ]]; then
      fail "nodebb:adminUsername is \"$ADMIN_USERNAME\", but the forum whose data this host keeps was set up with \"$kept_admin\": write $kept_admin."
    fi
  fi
  if [[ ${known% again} != "$ATTEMPT" ]]; then
    record "$noted" "$ATTEMPT"
  elif [[ $NEW ]]; then
    # Either a replacement with the same attempt as the old resource, or a retry of a create that was killed before Pulumi recorded it. The
    # two look the same, so no deletion by this attempt is known to be a destroy.
    record "$noted" "$ATTEMPT again"
  fi
  if [[ -f $manifest ]]; then
    rm -f -- "$manifest"
    changed "found the forum's data and secrets"
  fi
  unchanged
  exit 0
fi

if [[ $known == "$ATTEMPT again" ]]; then
  fail "Nothing is stopped or deleted: the step data was killed once, or replaced by its URN, so this may not be a destroy. Run pulumi up --replace '**::data', which gives it a new id, and destroy again."
fi
if [[ $known && $known != "$ATTEMPT" ]]; then
  echo "replaced, nothing deleted" | tee /dev/fd/3
  exit 0
fi
how=${STEP#destroy-}
# shellcheck source=/dev/null
source files/destroy.sh

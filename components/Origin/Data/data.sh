# shellcheck shell=bash disable=SC2034
# NodeBBInfra: represents the forum's data, and comes before all steps that change the host. At destroy, run.sh runs it as the step
# destroy-stop or destroy-erase. Pulumi also does that to a step that it has replaced, so it acts only for an attempt that has run here since
# the last create.
# Files: destroy.sh, erase.sh
# Params: DOMAIN ADMIN_USERNAME STACK (identifies the stack, as long as its state exists) STACK_NAME
notes=$ROOT/var/lib/nodebb-infra
noted=$notes/data-attempt
# The attempts of replaced steps. A question mark stands for one that this host does not know, because it was restored from a backup.
replaced=$notes/replaced
# What a destroy has left here, written by destroy.sh.
manifest=$notes/kept
known=$(cat "$noted" 2>/dev/null || true)
gone=" $(cat "$replaced" 2>/dev/null || true) "

if [[ $STEP != destroy-* ]]; then
  # An earlier version noted the domain for the verification only.
  there=$(cat "$notes/domain" 2>/dev/null || sed -n 's/^ *"domain": "\(.*\)",$/\1/p' "$ROOT/etc/nodebb-infra/verify.json" 2>/dev/null || true)
  owner=$(cat "$notes/stack" 2>/dev/null || true)
  # The same stack may rename its forum, and the same forum's stack may have lost its state.
  if [[ $there && $there != "$DOMAIN" && $owner != "$STACK" ]]; then
    renamed=
    if [[ ! $owner ]]; then renamed="If its name is to be $DOMAIN, deploy it under the old name first: an earlier version did not note whose it is."; fi
    fail "This host has the forum $there: write the address of another host into nodebb:originAddress (and nodebb:sshHost) for $DOMAIN." \
      "If $there is given up, deploy it once more with nodebb:onDestroy: erase and destroy it.${renamed:+ $renamed}"
  fi
  # The same name in another stack's file, which was copied.
  named=$(cat "$notes/stack-name" 2>/dev/null || true)
  if [[ $there && $owner && $owner != "$STACK" && $named && $named != "$STACK_NAME" && ! -f $manifest ]]; then
    fail "This host has the forum $there of the stack $named: write another domain and another host's address for the stack $STACK_NAME." \
      "If the state of $named is lost, give its name to this stack: pulumi stack rename $named."
  fi
  if [[ -f $manifest ]]; then
    admin=$(sed -n 's/^administrator //p' "$manifest")
    if [[ $admin != "$ADMIN_USERNAME" ]]; then
      fail "nodebb:adminUsername is \"$ADMIN_USERNAME\", but the forum whose data this host keeps was set up with \"$admin\": write $admin."
    fi
  fi
  # An earlier version noted neither which files it found nor which users it made.
  dropin=/etc/systemd/system/nginx.service.d/nodebb-infra.conf
  if [[ -e $ROOT$dropin ]] && ! grep -qsxF -- "$dropin" "$notes/ours"; then
    record "$notes/earlier" "an earlier version deployed this host"
    for user in nodebb nodebb-fetch; do
      if [[ -f $notes/found-$user ]]; then continue; fi
      case $user:$(getent passwd "$user" | cut -d : -f 6 || true) in
        nodebb:/var/lib/nodebb | nodebb:/var/lib/nodebb/home | nodebb-fetch:/nonexistent) touch "$notes/made-$user" ;;
      esac
    done
  fi
  record "$notes/domain" "$DOMAIN"
  record "$notes/stack" "$STACK"
  record "$notes/stack-name" "$STACK_NAME"
  if [[ " $known " == *" $ATTEMPT "* ]]; then
    # A create that finds its own attempt is either a replacement with the same attempt as the old resource, or a retry of a create that was
    # killed before Pulumi recorded it. The two look the same, so no deletion by this attempt is known to be a destroy.
    if [[ $NEW ]]; then record "$noted" "$ATTEMPT again"; fi
  elif [[ $NEW || ! $known || $known == *" again" ]]; then
    if [[ $NEW && $known ]]; then
      # In the same state, this replaces a step, whose deletion follows.
      unknown=
      if [[ $owner == "$STACK" ]]; then unknown='?'; fi
      record "$replaced" "${gone//\?/} $known $unknown"
    fi
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

# last_of <how>: what run.sh deletes at the end. In this order: secrets, then the note of the attempts, then the runner. Without the runner,
# Pulumi has nothing to do here (HostCommand.cs).
last_of() {
  local path last=("$noted")
  if [[ $1 == erase ]]; then last=("$ROOT"/{etc/nodebb-infra,var/log/nodebb-infra} "$notes"); fi
  for path in "${last[@]}" "$ROOT"/{run/nodebb-infra,usr/local/lib/nodebb-infra}; do
    # The administrator may have put a folder on another disk.
    if [[ -L $path ]]; then readlink -f -- "$path"; fi
    echo "$path"
  done
}
if [[ ! $known ]]; then
  # A destroy that was killed while run.sh deleted those.
  if [[ ! -e $notes && ! -e $ROOT/etc/nodebb-infra ]]; then
    last_of erase >farewell
    exit 0
  elif [[ -f $manifest ]]; then
    last_of stop >farewell
    exit 0
  fi
fi
helps="Run pulumi up --replace '**::data', which deploys what is missing and gives the step a new id, and destroy again."
if [[ ! $known || $known == "$ATTEMPT again" ]]; then
  fail "On this host nothing is stopped or deleted: the step data was killed once, or replaced by its URN, so this may not be a destroy. $helps"
fi
if [[ " $known " != *" $ATTEMPT "* ]]; then
  if [[ $gone != *" $ATTEMPT "* && $gone != *" ? "* ]]; then
    fail "On this host nothing is stopped or deleted: it does not know this deployment. Was it restored from a backup? $helps"
  fi
  record "$replaced" "${gone//\?/} $ATTEMPT"
  say "replaced, nothing deleted"
  exit 0
fi
how=${STEP#destroy-}
# shellcheck source=/dev/null
source files/erase.sh
# shellcheck source=/dev/null
source files/destroy.sh

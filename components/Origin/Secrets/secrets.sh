# shellcheck shell=bash
# NodeBBInfra: writes the secrets to files that only root can read. Other steps use them by name.
# Files: one per secret, with the secret's name
folder "$SECRETS" 0700

# is_kept <name>: whether the host's value stays. A destroy that kept the data left an empty mark, and the state that was made since has
# generated another value. The mark then gets the digest of that one: a third value is a rotation, and replaces the host's.
is_kept() {
  local mark=$ROOT/var/lib/nodebb-infra/kept-$1 offered
  if [[ ! -f $mark || ! -s $SECRETS/$1 ]]; then return 1; fi
  offered=$(sha256sum <"files/$1" | cut -c 1-64)
  if [[ ! -s $mark ]]; then record "$mark" "$offered"; fi
  if [[ $(<"$mark") == "$offered" ]]; then return 0; fi
  rm -f -- "$mark"
  return 1
}

for file in files/*; do
  name=${file#files/}
  # Once the forum is set up, it keeps its own copy of the administrator's password. A changed password is recorded here by whoever changed
  # it, and a new state would generate another. So never overwrite it.
  if [[ $name == admin-password ]]; then
    if [[ ! -s $SECRETS/$name ]]; then _kept=/dev/null install_file "$file" "$SECRETS/$name" 0600 root:root; fi
  elif ! is_kept "$name"; then
    install_file "$file" "$SECRETS/$name" 0600 root:root
  else
    keep "$SECRETS/$name"
  fi
done
# These are optional, so delete them when the configuration no longer has them.
for name in repository-token repository-key; do
  if [[ ! -f files/$name && -f $SECRETS/$name ]]; then
    rm "$SECRETS/$name"
    changed "removed $SECRETS/$name"
  fi
done
# SecretsComponent reads this line.
if ! cmp -s files/admin-password "$SECRETS/admin-password"; then echo "the administrator's password is the host's" >&3; fi
unchanged

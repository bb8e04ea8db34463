# shellcheck shell=bash
# NodeBBInfra: writes the secrets to files that only root can read. Other steps use them by name.
# Files: one per secret, with the secret's name
folder "$SECRETS" 0700
for file in files/*; do
  # Once the forum is set up, it keeps its own copy of the administrator's password. A changed password is recorded here by whoever changed
  # it, and a new state would generate another. So never overwrite it.
  if [[ $file == files/admin-password ]]; then
    if [[ ! -s $SECRETS/admin-password ]]; then _kept=/dev/null install_file "$file" "$SECRETS/admin-password" 0600 root:root; fi
  else
    install_file "$file" "$SECRETS/${file#files/}" 0600 root:root
  fi
done
# These are optional, so delete them when the configuration no longer has them.
for name in repository-token repository-key; do
  if [[ ! -f files/$name && -f $SECRETS/$name ]]; then
    rm "$SECRETS/$name"
    changed "removed $SECRETS/$name"
  fi
done
unchanged

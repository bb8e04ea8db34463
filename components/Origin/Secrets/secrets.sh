# shellcheck shell=bash
# NodeBBInfra: puts the secrets into files that only root can read. Other steps name them, and find them there.
# Files: one for each secret, named as the secret
folder "$SECRETS" 0700
for file in files/*; do
  # The administrator's password is the forum's own once it is set up: whoever has changed it has written it here, and a state that was
  # lost comes back with another. This is the only copy.
  if [[ $file == files/admin-password && -s $SECRETS/admin-password ]]; then continue; fi
  install_file "$file" "$SECRETS/${file#files/}" 0600 root:root
done
# Those that the configuration may have or not.
for name in repository-token repository-key; do
  if [[ ! -f files/$name && -f $SECRETS/$name ]]; then
    rm "$SECRETS/$name"
    changed "removed $SECRETS/$name"
  fi
done
unchanged

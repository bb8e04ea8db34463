# shellcheck shell=bash
# NodeBBInfra: puts the secrets into files that only root can read. Other steps name them, and find them there.
# Files: one for each secret, named as the secret
install -d -m 0700 "$SECRETS"
for file in files/*; do
  install_file "$file" "$SECRETS/${file#files/}" 0600 root:root
done
unchanged

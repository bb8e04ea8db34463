# shellcheck shell=bash
# NodeBBInfra: generates the private key of the origin's first certificate, which never leaves this host, and prints its CSR.
# Params: DOMAIN HOSTS (all names, separated by spaces)
folder=/etc/nodebb-infra/origin-ca/$DOMAIN
folder "$folder" 0700
# A destroy that erases deletes the certificates of all names that the forum has had.
names_had=$ROOT/var/lib/nodebb-infra/names
if ! grep -qxF -- "$DOMAIN" "$names_had" 2>/dev/null; then echo "$DOMAIN" >>"$names_had"; fi

# Keep both: a new CSR for the same names would make Cloudflare issue another certificate.
if ! openssl pkey -noout -in "$folder/privkey.pem" 2>/dev/null; then
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out privkey.pem
  install_file privkey.pem "$folder/privkey.pem" 0600 root:root 3>/dev/null
fi

public_key() { openssl pkey -pubout -in "$folder/privkey.pem"; }
names() { openssl req -noout -text -in "$1" | grep -o 'DNS:[^, ]*' | sort | tr '\n' ' '; }
read -ra domains <<<"$HOSTS"
wanted=$(printf 'DNS:%s\n' "${domains[@]}" | sort | tr '\n' ' ')

if [[ $(openssl req -noout -pubkey -in "$folder/request.pem" 2>/dev/null) != "$(public_key)" ||
  $(names "$folder/request.pem") != "$wanted" ]]; then
  # A common name has at most 64 characters (RFC 5280, A.1). Clients check the subject alternative names only.
  subject=/CN=$DOMAIN
  if ((${#DOMAIN} > 64)); then subject=/CN=NodeBBInfra; fi
  openssl req -new -key "$folder/privkey.pem" -subj "$subject" -addext "subjectAltName=DNS:${HOSTS// /,DNS:}" -out request.pem
  install_file request.pem "$folder/request.pem" 0644 root:root 3>/dev/null
fi
keep "$folder/privkey.pem" "$folder/request.pem"
cat "$folder/request.pem" >&3

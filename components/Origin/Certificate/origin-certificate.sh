# shellcheck shell=bash
# NodeBBInfra: gives nginx the Origin CA certificate until there is a public one.
# Params: DOMAIN
# Files: origin.pem
folder=/etc/nodebb-infra/origin-ca/$DOMAIN

[[ $(openssl x509 -noout -pubkey -in files/origin.pem) == "$(openssl pkey -pubout -in "$folder/privkey.pem")" ]] ||
  fail "The certificate from Cloudflare is not for the key of this host."
openssl x509 -noout -checkend 0 -in files/origin.pem >/dev/null || fail "The certificate from Cloudflare has expired."
install_file files/origin.pem "$folder/fullchain.pem" 0644 root:root

# certbot's recommended TLS options, copied from its package to where certbot would install them.
folder /etc/letsencrypt 0755
folder /var/lib/nodebb-infra/acme/.well-known/acme-challenge 0755
packages=/usr/lib/python3/dist-packages
install_file "$packages/certbot_nginx/_internal/tls_configs/options-ssl-nginx.conf" /etc/letsencrypt/options-ssl-nginx.conf 0644 root:root
install_file "$packages/certbot/ssl-dhparams.pem" /etc/letsencrypt/ssl-dhparams.pem 0644 root:root

# Keep a public certificate for this name; never one for another name.
folder /etc/nginx 0755
if [[ $(readlink /etc/nginx/certificate || true) != "/etc/letsencrypt/live/$DOMAIN" || ! -s /etc/letsencrypt/live/$DOMAIN/fullchain.pem ]]; then
  link "$folder" /etc/nginx/certificate
  show_certificate "$folder/fullchain.pem"
fi
unchanged

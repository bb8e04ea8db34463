# shellcheck shell=bash
# NodeBBInfra: the public certificate. The authority asks over http by the public name, so the question comes through Cloudflare.
# Params: DOMAIN EMAIL ACME_SERVER
# Files: reload-nginx (certbot runs it after every renewal, whoever started that)
webroot=/var/lib/nodebb-infra/acme
public=/etc/letsencrypt/live/$DOMAIN
renewal=/etc/letsencrypt/renewal/$DOMAIN.conf

folder /etc/letsencrypt/renewal-hooks/deploy 0755
folder "$webroot" 0755
install_file files/reload-nginx /etc/letsencrypt/renewal-hooks/deploy/nodebb-infra-reload-nginx 0755 root:root

# certbot keeps a certificate until it must be renewed; from another authority it takes one only when told to.
force=()
if [[ -f $renewal ]] && ! grep -qxF "server = $ACME_SERVER" "$renewal"; then force=(--force-renewal); fi

# The timer's own renewal keeps others out while it runs, and it begins with a sleep of some minutes. It is root's; others' programs
# may be called as they like.
no_other() { ! pgrep -u root -x certbot; }
wait_until 240 "another certbot is running" no_other

before=$(sha256sum "$public/fullchain.pem" 2>/dev/null || true)
certbot certonly --non-interactive --quiet --agree-tos --no-eff-email --email="$EMAIL" --server="$ACME_SERVER" \
  --webroot --webroot-path="$webroot" --cert-name="$DOMAIN" --domain="$DOMAIN" --domain="www.$DOMAIN" \
  --keep-until-expiring --expand "${force[@]}" --max-log-backups=50
if [[ $(sha256sum "$public/fullchain.pem") != "$before" ]]; then changed "a certificate from $ACME_SERVER"; fi
systemctl -q enable --now certbot.timer

# An account keeps the address that it was made with, unless it is told another.
told=/var/lib/nodebb-infra/acme-account
printf '%s %s\n' "$ACME_SERVER" "$EMAIL" >account
if ! cmp -s account "$told"; then
  certbot update_account --non-interactive --quiet --no-eff-email --email="$EMAIL" --server="$ACME_SERVER"
  install_file account "$told" 0600 root:root
fi

previous=$(readlink /etc/nginx/certificate || true)
link "$public" /etc/nginx/certificate
if [[ $CHANGED ]]; then
  if ! nginx -q -t; then
    link "$previous" /etc/nginx/certificate
    fail "nginx refuses the new certificate; the one before stays."
  fi
fi

show_certificate "$public/fullchain.pem"
unchanged

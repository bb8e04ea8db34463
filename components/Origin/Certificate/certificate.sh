# shellcheck shell=bash
# NodeBBInfra: the public certificate. The ACME challenge comes over http to the public name, so it passes through Cloudflare.
# Params: DOMAIN HOSTS (all names, separated by spaces) EMAIL ACME_SERVER
# Files: reload-nginx (certbot's deploy hook; it also runs on renewals by the timer)
webroot=/var/lib/nodebb-infra/acme
public=/etc/letsencrypt/live/$DOMAIN
renewal=/etc/letsencrypt/renewal/$DOMAIN.conf

folder /etc/letsencrypt/renewal-hooks/deploy 0755
folder "$webroot" 0755
install_file files/reload-nginx /etc/letsencrypt/renewal-hooks/deploy/nodebb-infra-reload-nginx 0755 root:root

# Hidden by a destroy that kept the certificate.
if [[ -f $renewal.kept && ! -e $renewal ]]; then mv -T -- "$renewal.kept" "$renewal"; fi
# A certificate of the same name that was here before gets its own way of renewal back at a destroy.
if [[ -f $renewal ]] && grep -qsxF -- "$renewal" /var/lib/nodebb-infra/certbot-before; then own "$renewal"; fi

# certbot keeps a certificate until it is due for renewal, even when the ACME server has changed. So force the renewal then.
force=()
if [[ -f $renewal ]] && ! grep -qxF "server = $ACME_SERVER" "$renewal"; then force=(--force-renewal); fi

# The timer's renewal holds certbot's lock and starts with a sleep of several minutes. It runs as root; ignore other users' processes that
# happen to be called certbot.
no_other() { ! pgrep -u root -x certbot; }
wait_until 240 "another certbot is running" no_other

read -ra domains <<<"$HOSTS"
had_account=$(find /etc/letsencrypt/accounts -name regr.json -print -quit 2>/dev/null || true)
before=$(sha256sum "$public/fullchain.pem" 2>/dev/null || true)
certbot certonly --non-interactive --quiet --agree-tos --no-eff-email --email="$EMAIL" --server="$ACME_SERVER" \
  --webroot --webroot-path="$webroot" --cert-name="$DOMAIN" "${domains[@]/#/--domain=}" \
  --keep-until-expiring --expand "${force[@]}" --max-log-backups=50
if [[ $(sha256sum "$public/fullchain.pem") != "$before" ]]; then changed "a certificate from $ACME_SERVER"; fi
if ! systemctl -q is-enabled certbot.timer || ! systemctl -q is-active certbot.timer; then systemctl -q enable --now certbot.timer; fi

# certbot does not change the email address of an account that it already had.
told=/var/lib/nodebb-infra/acme-account
printf '%s %s\n' "$ACME_SERVER" "$EMAIL" >account
if ! cmp -s account "$told"; then
  if [[ $had_account ]]; then
    certbot update_account --non-interactive --quiet --no-eff-email --email="$EMAIL" --server="$ACME_SERVER"
  fi
  install_file account "$told" 0600 root:root
fi

previous=$(readlink /etc/nginx/certificate || true)
link "$public" /etc/nginx/certificate
if [[ $CHANGED ]]; then
  if ! nginx -q -t; then
    link "$previous" /etc/nginx/certificate
    fail "nginx rejects the new certificate; the old one stays."
  fi
fi

show_certificate "$public/fullchain.pem"
keep_unit certbot.timer
unchanged

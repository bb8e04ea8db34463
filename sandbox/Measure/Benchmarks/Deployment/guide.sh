#!/usr/bin/env bash
# The guide's forum as a plain shell script: what its reader does on a fresh host and at Cloudflare, one command after another. `make bench`
# compares its time with that of `up`. Like a reader, it neither checks nor records anything, and hardens only what the guide says.
# Before each part it prints "phase: <name>". It ends when the forum gives a visitor a session through Cloudflare.
#
# Environment:
#   HOST SSH_KEY KNOWN_HOSTS                        the host, for root's login
#   DOMAIN HOSTS EMAIL ACME_SERVER                  the forum; HOSTS are all its names, separated by spaces
#   PACKAGES NODE_MIRROR NODE_VERSION NODE_SHA256 REPOSITORY REF    what to install
#   API TOKEN ZONE_ID ADDRESSES                     Cloudflare's API, and the host's addresses for the records
#   FILES                                           a folder with the guide's nginx files
#   EDGE CA_BUNDLE                                  Cloudflare's edge, for a visitor
set -euo pipefail

# Runs stdin as a script on the host. "$(cat)" reads all of it first, so that no program there can read the rest of it.
on_host() {
  {
    declare -p DOMAIN HOSTS EMAIL ACME_SERVER PACKAGES NODE_MIRROR NODE_VERSION NODE_SHA256 REPOSITORY REF
    cat
  } | ssh -F none -i "$SSH_KEY" -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile="$KNOWN_HOSTS" -o StrictHostKeyChecking=yes \
    "root@$HOST" 'bash -euo pipefail -c "$(cat)" </dev/null'
}
cloudflare() { # <method> <path> <body>
  curl -fsS -o /dev/null -X "$1" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" --data "$3" "$API/zones/$ZONE_ID/$2"
}

on_host <<'SCRIPT'
echo "phase: packages"
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
read -ra packages <<<"$PACKAGES"
apt-get -qq install --yes --no-install-recommends "${packages[@]}"

echo "phase: node"
name=node-v$NODE_VERSION-linux-x64.tar.gz
curl -fsS -o "/tmp/$name" "$NODE_MIRROR/v$NODE_VERSION/$name"
echo "$NODE_SHA256  /tmp/$name" | sha256sum --check --quiet
tar -xzf "/tmp/$name" -C /usr/local --strip-components=1 --no-same-owner

echo "phase: npm"
useradd --system --create-home --shell /bin/bash nodebb
install -d -o nodebb /opt/nodebb
as_nodebb() { su nodebb -c "cd /opt/nodebb && $1"; }
as_nodebb "git clone --quiet --depth 1 --branch '$REF' -- '$REPOSITORY' ."
as_nodebb "cp install/package.json . && npm install --omit=dev --no-audit --no-fund"

echo "phase: setup"
cat >/opt/nodebb/config.json <<JSON
{
  "url": "https://$DOMAIN",
  "secret": "$(openssl rand -hex 32)",
  "trust_proxy": true,
  "socket.io": { "origins": "https://$DOMAIN:*" },
  "port": [4567, 4568, 4569],
  "database": "redis",
  "redis": { "host": "127.0.0.1", "port": 6379, "database": 0 }
}
JSON
chown nodebb /opt/nodebb/config.json
# It builds the assets as well.
as_nodebb "NODEBB_ADMIN_USERNAME=admin NODEBB_ADMIN_EMAIL='$EMAIL' NODEBB_ADMIN_PASSWORD=$(openssl rand -hex 12) ./nodebb setup"

echo "phase: workers"
cat >/etc/systemd/system/nodebb@.service <<'UNIT'
[Unit]
After=network.target redis-server.service

[Service]
User=nodebb
WorkingDirectory=/opt/nodebb
Environment=NODE_ENV=production port=%i isCluster=true isPrimary=false
ExecStart=/usr/local/bin/node app.js
Restart=always

[Install]
WantedBy=multi-user.target
UNIT
mkdir /etc/systemd/system/nodebb@4567.service.d
printf '[Service]\nEnvironment=isPrimary=true\n' >/etc/systemd/system/nodebb@4567.service.d/primary.conf
systemctl daemon-reload
systemctl --quiet enable --now nodebb@4567 nodebb@4568 nodebb@4569
SCRIPT

echo "phase: cloudflare"
for name in $HOSTS; do
  for address in $ADDRESSES; do
    type=A
    if [[ $address == *:* ]]; then type=AAAA; fi
    cloudflare POST dns_records "{\"type\":\"$type\",\"name\":\"$name\",\"content\":\"$address\",\"proxied\":true,\"ttl\":1}"
  done
done

echo "phase: certificate"
on_host <<'SCRIPT'
certbot certonly --nginx --non-interactive --quiet --agree-tos --no-eff-email --email="$EMAIL" --server="$ACME_SERVER" --domains="${HOSTS// /,}"
SCRIPT

echo "phase: nginx"
nginx_files=$(tar -C "$FILES" -czf - . | base64 -w 0)
on_host <<SCRIPT
base64 -d <<<'$nginx_files' | tar -xzf - -C /etc/nginx/conf.d --no-same-owner
rm /etc/nginx/sites-enabled/default
nginx -q -t
systemctl reload nginx
SCRIPT

# Only now: with them, the first challenge of certbot would fail.
echo "phase: cloudflare"
for setting in ssl=strict always_use_https=on min_tls_version=1.2 opportunistic_encryption=on tls_1_3=on automatic_https_rewrites=on; do
  cloudflare PATCH "settings/${setting%=*}" "{\"value\":\"${setting#*=}\"}"
done
cloudflare POST rulesets '{"name":"default","kind":"zone","phase":"http_request_firewall_custom","rules":[{
  "description":"NodeBB - bypass socket.io and API","action":"skip",
  "expression":"(http.request.uri.path contains \"/socket.io\") or (http.request.uri.path contains \"/api/\")",
  "action_parameters":{"ruleset":"current","phases":["http_request_firewall_managed"]}}]}'
cloudflare POST rulesets '{"name":"default","kind":"zone","phase":"http_request_cache_settings","rules":[{
  "description":"Cache assets and uploads","action":"set_cache_settings",
  "expression":"starts_with(http.request.uri.path, \"/assets/\") or starts_with(http.request.uri.path, \"/uploads/\")",
  "action_parameters":{"cache":true}},{
  "description":"Bypass cache","action":"set_cache_settings",
  "expression":"(http.request.uri.path contains \"/socket.io/\") or (http.request.uri.path contains \"/api/\")",
  "action_parameters":{"cache":false}}]}'

echo "phase: session"
visit() { curl -sS -o /dev/null -D - --resolve "$DOMAIN:443:$EDGE" --cacert "$CA_BUNDLE" "https://$DOMAIN/api/config"; }
until visit | grep -i '^set-cookie: express\.sid=' >/dev/null; do :; done

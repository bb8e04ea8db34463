#!/bin/sh
## NodeBBInfra: the command for people, installed as /usr/local/sbin/nodebb-verify.
# Says check by check whether the forum works for visitors. --wait <seconds> asks again what does not; --list names the checks.
# --drift shows what differs on this host from what was deployed.
if [ "${1-}" = --drift ]; then exec /usr/local/lib/nodebb-infra/drift; fi
export SSL_CERT_FILE="${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}"
exec /usr/local/bin/node --use-openssl-ca /usr/local/lib/nodebb-infra/verify/verify.mjs "$@"

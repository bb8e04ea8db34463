# shellcheck shell=bash
# NodeBBInfra: installs `nodebb-verify`, for this step and for people, and runs it.
# Files: *.mjs, nodebb-verify
# Params: DOMAIN HOSTS (all names, separated by spaces) INDEXED ADMIN_USERNAME PORTS (separated by spaces)
#         SESSION_COOKIE REDIS_PORT
#         STEPS (that are part of the stack, separated by spaces)
#         LEAVING (what is deleted after this step, in words; or empty)
#         CHANGES (a new value runs this again)
folder=/usr/local/lib/nodebb-infra/verify

# Keep stdout for the checks' results only.
install_all() {
  node -e '
    const { DOMAIN, HOSTS, INDEXED, ADMIN_USERNAME, PORTS, SESSION_COOKIE, REDIS_PORT } = process.env;
    const settings = {
      domain: DOMAIN, hosts: HOSTS.split(" "), indexed: INDEXED === "true", adminUsername: ADMIN_USERNAME, sessionCookie: SESSION_COOKIE,
      ports: PORTS.split(" ").map(Number), redisPort: Number(REDIS_PORT),
      secretsFolder: "/etc/nodebb-infra/secrets", drift: "/usr/local/lib/nodebb-infra/drift",
    };
    console.log(JSON.stringify(settings, null, 2));' >verify.json
  install_file verify.json /etc/nodebb-infra/verify.json 0600 root:root

  folder "$folder" 0755
  local module
  for module in files/*.mjs; do
    install_file "$module" "$folder/${module##*/}" 0644 root:root
  done
  install_file files/nodebb-verify /usr/local/sbin/nodebb-verify 0755 root:root
}
install_all 3>&1
read -ra stack <<<"$STEPS"
/usr/local/lib/nodebb-infra/drift only "${stack[@]}"

# What is about to be deleted may be what is broken, and a failure here would prevent the deletion.
if [[ $LEAVING ]]; then
  say "not verified: $LEAVING are deleted after this step. The next deployment verifies."
  exit 0
fi

status=0
nodebb-verify --wait 90 >lines || status=$?
# Failed checks first: a failed deployment shows the beginning of the output.
grep -P '\tFAILED\t' lines || true
grep -vP '\tFAILED\t' lines || true
cat lines >&3
exit "$status"

# shellcheck shell=bash
# NodeBBInfra: a release of NodeBB with everything it depends on, beside the one that runs. Nothing uses it before the forum step.
# Params: REPOSITORY (a git address) REF (a tag, a branch, or a commit in full)
home=/opt/nodebb
data=/var/lib/nodebb

if ! getent passwd nodebb >/dev/null; then
  useradd --system --user-group --home-dir "$data" --no-create-home --shell /usr/sbin/nologin nodebb
  changed "made the user nodebb"
fi
install -d "$home" "$home/releases"
install -d -m 0755 -o nodebb -g nodebb "$data" "$data/uploads" /var/cache/nodebb

# What the host trusts, npm and git trust too: a mirror of one's own may have a certificate of one's own.
export HOME=/var/cache/nodebb SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt NODE_OPTIONS=--use-openssl-ca
export GIT_TERMINAL_PROMPT=0 GIT_ALLOW_PROTOCOL=https:http:git:ssh NODE_ENV=production
as_nodebb() { setpriv --reuid=nodebb --regid=nodebb --init-groups --no-new-privs -- "$@"; }
cd "$home"

# The name of the ref on the other side, and the commit that it stands for there now.
if [[ $REF =~ ^[0-9a-f]{40}$ ]]; then
  there=$REF commit=$REF
else
  refs=$(as_nodebb timeout 60 git ls-remote -- "$REPOSITORY" "refs/tags/$REF" "refs/tags/$REF^{}" "refs/heads/$REF")
  # A tag goes before a branch of the same name; of an annotated tag, the last line is the commit.
  there=$(awk '/\trefs\/tags\// { found = $2 } END { sub(/\^\{\}$/, "", found); print found }' <<<"$refs")
  there=${there:-$(awk '{ print $2 }' <<<"$refs")}
  [[ $there ]] || fail "$REPOSITORY has no tag or branch $REF. (A commit must be given with all of its 40 digits.)"
  commit=$(awk -v ref="$there" '$2 == ref || $2 == ref "^{}" { found = $1 } END { print found }' <<<"$refs")
fi
release=$home/releases/${REF//\//-}-${commit:0:12}
if [[ $there == "$commit" ]]; then release=$home/releases/${commit:0:12}; fi

if [[ ! -d $release ]]; then
  new=$home/releases/.new
  rm -rf "$new"
  install -d -o nodebb -g nodebb "$new"
  cd "$new"
  as_nodebb git init -q .
  as_nodebb timeout 600 git fetch -q --depth 1 --no-tags -- "$REPOSITORY" "$there"
  as_nodebb git -c advice.detachedHead=false checkout -q FETCH_HEAD
  [[ $(as_nodebb git rev-parse HEAD) == "$commit" ]] || fail "$REF has moved while it was fetched; run this again."
  as_nodebb rm -rf .git

  # NodeBB's own package.json is a template. Plugins that the administrator has installed are in the running release's.
  as_nodebb node - "$home/current/package.json" <<'SCRIPT'
const fs = require('node:fs');
const plugin = /^(@[\w-]+\/)?nodebb-(theme|plugin|widget|rewards)-[\w-]+$/;
const read = file => JSON.parse(fs.readFileSync(file, 'utf8'));
const wanted = read('install/package.json');
const running = fs.existsSync(process.argv[2]) ? read(process.argv[2]).dependencies : {};
for (const [name, version] of Object.entries(running)) {
  if (plugin.test(name)) wanted.dependencies[name] ??= version;
}
fs.writeFileSync('package.json', JSON.stringify(wanted, null, 4) + '\n');
SCRIPT
  as_nodebb npm install --omit=dev --no-audit --no-fund --no-progress --no-update-notifier --loglevel=error --cache=/var/cache/nodebb/npm

  # Uploads and configuration outlive releases.
  if [[ -d public/uploads && ! -L public/uploads ]]; then
    as_nodebb cp -an public/uploads/. "$data/uploads/"
    rm -rf public/uploads
  fi
  as_nodebb install -d public logs
  as_nodebb ln -s "$data/uploads" public/uploads
  as_nodebb ln -s /etc/nodebb/config.json config.json
  as_nodebb tee .nodebb-infra >/dev/null <<RECORD
# Made by NodeBBInfra.
repository $REPOSITORY
ref $REF
commit $commit
RECORD
  # Only a whole release gets its name.
  cd "$home"
  mv -T "$new" "$release"
  changed "$release"
fi
link "$release" "$home/next"
unchanged

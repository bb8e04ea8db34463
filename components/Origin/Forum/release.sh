# shellcheck shell=bash disable=SC2154
# NodeBBInfra: installs a NodeBB release with all dependencies, beside the running one. Nothing uses it before the step forum.
# Files: units.sh, account.sh, access.sh, confinement; repository.sh, unpack.sh, install.sh for the services
# Params: REPOSITORY (a git URL) REF (a tag, a branch, or a full commit hash) REPOSITORY_HOST_KEY (of an SSH server)
#         SECRETS_VERSION (a new value runs this again)
home=/opt/nodebb
# root's records of each release, which nobody else can write.
records=/var/lib/nodebb-infra/releases
new=$home/releases/.new
# shellcheck source=/dev/null
source files/units.sh
for unit in fetch unpack install lock; do end_unit "nodebb-infra-$unit"; done
# It makes the users first: a destroy knows from their notes that the forum's folders are ours.
# shellcheck source=/dev/null
source files/account.sh
install -d "$home" "$home/releases" "$records"
# shellcheck source=/dev/null
source files/access.sh
install_programs repository.sh unpack.sh install.sh

# A running release of an earlier version counts as built. From here on root records that itself.
if [[ -d $home/current ]]; then
  running=$(readlink -f "$home/current")
  if [[ ! -d $records/${running##*/} ]]; then
    install -d "$records/${running##*/}"
    touch "$records/${running##*/}/built"
  fi
fi

# in_new <service> <seconds> [options...] -- <command...>: writes to the new release only.
in_new() { confined "$1" "$2" --working-directory="$new" --property=ReadWritePaths="$new" "${hidden[@]}" "${@:3}"; }

# The ref's full name in the repository, and its commit there.
if [[ $REF =~ ^[0-9a-f]{40}$ ]]; then
  there=$REF commit=$REF
  has_answered || fetch 90 refs "$REPOSITORY" "$REF" >/dev/null || not_fetched $?
else
  refs=$(fetch 90 refs "$REPOSITORY" "$REF" | head -c 65536) || not_fetched $?
  of() { awk -v name="$1" '$2 == name { print $1 }' <<<"$refs" | tail -n 1; }
  # A tag wins over a branch of the same name. An annotated tag's commit is listed with the suffix ^{}.
  there=refs/tags/$REF commit=$(of "refs/tags/$REF^{}")
  commit=${commit:-$(of "$there")}
  if [[ ! $commit ]]; then there=refs/heads/$REF commit=$(of "$there"); fi
  [[ $commit ]] || fail "$REPOSITORY has no tag or branch $REF. (A commit needs its full hash of 40 digits.)"
  [[ $commit =~ ^[0-9a-f]{40}$ ]] || fail "$REPOSITORY answers with \"${commit:0:80}\" for $REF, which is no commit."
fi
release=$home/releases/${REF//\//-}-${commit:0:12}
if [[ $there == "$commit" ]]; then release=$home/releases/${commit:0:12}; fi
about=$records/${release##*/}

if [[ ! -d $release ]]; then
  install -d "$about"
  rm -f "$about/built"
  discard "$new" || fail "$new cannot be emptied; remove it by hand."
  install -d -m 0755 -o nodebb -g nodebb "$new"
  fetch 300 tree "$REPOSITORY" "$there" "$commit" |
    in_new unpack 300 --property=PrivateNetwork=yes -- "$programs/unpack.sh" "$home/current" "$data/uploads" | head -c 1M >package.json || {
    statuses=("${PIPESTATUS[@]}")
    if ((statuses[0] != 0)); then not_fetched "${statuses[0]}"; fi
    fail "$commit of $REPOSITORY could not be unpacked as a release; the log has the cause."
  }
  # npm trusts the host's CAs, so that a private mirror can use a private CA.
  in_new install 720 --property=ReadWritePaths=/var/cache/nodebb --setenv=SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    --setenv=NODE_OPTIONS=--use-openssl-ca -- "$programs/install.sh" "$about" 2>&1 | bounded
  # nodebb can replace this file, even by a symlink, so a confined service reads it.
  in_new lock 30 --property=PrivateNetwork=yes -- /bin/cat "$new/package-lock.json" | head -c 16M >package-lock.json || true
  node -e '
    const [wanted, lock] = ["package.json", "package-lock.json"].map(file => JSON.parse(require("fs").readFileSync(file, "utf8")));
    if (!(lock.lockfileVersion >= 2) || !lock.packages?.[""] || !wanted.dependencies) process.exit(1);' ||
    fail "npm has left no package-lock.json that can be kept."
  install_file package.json "$about/package.json" 0640 root:nodebb
  install_file package-lock.json "$about/package-lock.json" 0640 root:nodebb
  printf 'repository %s\nref %s\ncommit %s\n' "$REPOSITORY" "$REF" "$commit" >source
  install_file source "$about/source" 0644 root:root
  # NodeBB's repository has these in its own folder of uploads.
  confined folders 30 --property=ReadWritePaths="$data/uploads" -- /bin/mkdir -p "$data"/uploads/{category,files,profile,sounds,system} ||
    echo "Something in $data/uploads has the name of one of NodeBB's folders; it is left as it is."
  # Rename only when complete.
  mv -T "$new" "$release"
  changed "$release"
fi
note_answer
link "$release" "$home/next"
for name in nodebb nodebb-fetch; do keep_state "user $name" sh -c "getent passwd $name; id $name"; done
unchanged

#!/bin/bash
# NodeBBInfra: unpacks a release's archive from stdin into the current folder, as nodebb, and prints the package.json that it made.
#
#   unpack.sh <the running release's folder> <the folder of uploads>
set -euo pipefail
tar -x -f - --no-same-owner --no-same-permissions

# We create these names. The repository may contain anything there, including symlinks to elsewhere.
if [[ -L public || -L install ]]; then
  echo "The repository has a link where NodeBB has the folder public or install." >&2
  exit 1
fi
rm -rf package.json node_modules config.json logs public/uploads
if [[ -L package-lock.json || -d package-lock.json ]]; then rm -rf package-lock.json; fi

# NodeBB's own package.json is a template. Copy the administrator's plugins from the running release's.
node - "$1/package.json" <<'SCRIPT'
const fs = require('node:fs');
const plugin = /^(@[\w-]+\/)?nodebb-(theme|plugin|widget|rewards)-[\w-]+$/;
const read = file => JSON.parse(fs.readFileSync(file, 'utf8'));
const wanted = read('install/package.json');
// Plugins can change the running release. So ignore anything but a small regular file, and accept plugins only from the registry.
const fromRegistry = /^(?:[\^~]?\d[\w.+-]*|\*|latest)$/;
function dependenciesOf(file) {
  try {
    const found = fs.lstatSync(file);
    return found.isFile() && found.size < 1_000_000 ? read(file).dependencies : {};
  } catch {
    return {};
  }
}
for (const [name, version] of Object.entries(dependenciesOf(process.argv[2]) ?? {})) {
  if (plugin.test(name) && fromRegistry.test(version)) wanted.dependencies[name] ??= version;
}
fs.writeFileSync('package.json', JSON.stringify(wanted, null, 4) + '\n');
SCRIPT

# Uploads and configuration are shared by all releases.
mkdir -p public logs
ln -s "$2" public/uploads
ln -s /etc/nodebb/config.json config.json
cat package.json

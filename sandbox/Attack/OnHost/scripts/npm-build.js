'use strict';

// Runs at the beginning of `./nodebb build` of a hostile release: tries the same as npm's script, then says hostile things and fails.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

fs.writeFileSync(path.join(__dirname, '..', 'attack-build-record-go'), '');
execFileSync(process.execPath, [path.join(__dirname, 'npm-script.mjs'), 'attack-build-record'], { stdio: 'ignore' });
process.stdout.write(fs.readFileSync(path.join(__dirname, 'hostile-words'), 'utf8'));
process.exit(1);

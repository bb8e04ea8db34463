'use strict';

// The lines that NodeBB writes to its standard output, colours included.
const nconf = require('nconf');

const colours = { info: 32, warn: 33, error: 31 };

function write(level, text) {
	const worker = [nconf.get('port'), process.pid].filter(Boolean).join('/');
	console.log(`${new Date().toISOString()} [${worker}] - \u001b[${colours[level]}m${level}\u001b[39m: ${text}`);
}

for (const level of Object.keys(colours)) {
	exports[level] = text => write(level, text);
}

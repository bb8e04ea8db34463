'use strict';

// One worker: `node app.js`, with `port`, `isCluster` and `isPrimary` in its environment.
const config = require('./src/config');
const log = require('./src/log');

const nconf = config.load();
if (!config.exists()) {
	require('./src/installer').listen();
} else {
	log.info(`NodeBB v${nconf.get('version')} (stand-in: it keeps NodeBB's contract, it is not NodeBB)`);
	require('./src/start').start();
}

'use strict';

const nconf = require('nconf');
const database = require('./database');
const log = require('./log');
const sockets = require('./sockets');
const webserver = require('./webserver');

// NodeBB first writes its counters away, which takes this long.
const savingMilliseconds = 2000;

exports.start = async function () {
	if (nconf.get('isPrimary')) {
		log.info(`Initializing NodeBB v${nconf.get('version')} ${nconf.get('url')}`);
	}
	for (const signal of ['SIGTERM', 'SIGINT', 'SIGQUIT']) {
		process.on(signal, shutDown);
	}
	try {
		await database.init();
		await database.initSessions();
		await sockets.init(webserver.server);
		await webserver.listen();
	} catch (error) {
		log.error(error.stack);
		process.exit(1);
	}
};

// Every open connection is cut, whatever it was doing: who wants to lose nothing takes the worker out of nginx first.
async function shutDown() {
	log.info('[app] Shutdown (SIGTERM/SIGINT/SIGQUIT) Initialised.');
	await webserver.destroy();
	log.info('[app] Web server closed to connections.');
	await new Promise(resolve => setTimeout(resolve, savingMilliseconds));
	log.info('[app] Live analytics saved.');
	await database.client.close();
	log.info('[app] Database connection closed.');
	log.info('[app] Shutdown complete.');
	process.exit(0);
}

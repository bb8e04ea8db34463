'use strict';

// Redis holds the data, the sessions, and carries socket.io's events between the workers.
const nconf = require('nconf');
const { createClient } = require('redis');
const { RedisStore } = require('connect-redis');
const log = require('./log');

exports.sessionSeconds = 14 * 24 * 60 * 60;

exports.open = async function () {
	if (nconf.get('database') !== 'redis') {
		throw new Error(`unknown database : ${nconf.get('database')} (this stand-in knows redis only)`);
	}
	const { host, port, password, database } = nconf.get('redis');
	if (!(parseInt(database, 10) >= 0)) {
		throw new Error('[[error:no-database-selected]]');
	}
	const socket = String(host).startsWith('/') ? { path: host } : { host, port };
	const client = createClient({ password, database: Number(database), socket: { ...socket, reconnectStrategy: 3000 } });

	// The client keeps trying by itself; NodeBB only waits for the first attempt.
	await new Promise((resolve, reject) => {
		client.on('error', (error) => {
			log.error(error.stack);
			reject(error);
		});
		client.connect().then(resolve, reject);
	});
	log.info('Connected to Redis successfully');
	return client;
};

exports.init = async function () {
	exports.client = await exports.open();
	// What the administrator has set, as it was when the worker started.
	exports.settings = await exports.client.hGetAll('config');
};

exports.initSessions = async function () {
	exports.sessions = new RedisStore({ client: await exports.open(), ttl: exports.sessionSeconds });
};

exports.socketAdapter = async function () {
	const { createAdapter } = require('@socket.io/redis-adapter');
	const [publisher, subscriber] = await Promise.all([exports.open(), exports.open()]);
	return createAdapter(publisher, subscriber, { key: `db:${nconf.get('redis:database')}:adapter_key` });
};

'use strict';

// Setup without questions. It may run again: it keeps config.json's other keys and the administrator that is there.
const fs = require('node:fs');
const path = require('node:path');
const nconf = require('nconf');
const config = require('./config');
const database = require('./database');
const log = require('./log');
const users = require('./users');

const required = ['admin:username', 'admin:password', 'admin:password:confirm', 'admin:email'];

const fromEnvironment = {
	NODEBB_URL: 'url',
	NODEBB_PORT: 'port',
	NODEBB_ADMIN_USERNAME: 'admin:username',
	NODEBB_ADMIN_PASSWORD: 'admin:password',
	NODEBB_ADMIN_EMAIL: 'admin:email',
	NODEBB_DB: 'database',
	NODEBB_DB_HOST: 'redis:host',
	NODEBB_DB_PORT: 'redis:port',
	NODEBB_DB_PASSWORD: 'redis:password',
	NODEBB_DB_NAME: 'redis:database',
};

exports.setup = async function (values, { skipBuild }) {
	log.info('NodeBB Setup Triggered via Command Line');
	try {
		const given = collect(values);
		save(settings(given));
		config.reload();
		await database.init();
		await createAdministrator(given);
		copyFavicon();
	} catch (error) {
		log.warn(`NodeBB Setup Aborted.\n ${error.stack}`);
		process.exit(1);
	}
	if (!skipBuild) {
		require('./build').build();
	}
	console.log('NodeBB Setup Completed. Run "./nodebb start" to manually start your NodeBB server.');
	process.exit();
};

function collect(values) {
	const given = { ...values };
	for (const [name, key] of Object.entries(fromEnvironment)) {
		if (process.env[name]) {
			given[key] = process.env[name];
			given['admin:password:confirm'] = given['admin:password'];
		}
	}
	if (nconf.get('setup')) {
		Object.assign(given, JSON.parse(nconf.get('setup')));
	}
	const missing = required.filter(key => !given[key]);
	if (missing.length) {
		log.error('[install/checkSetupFlagEnv] required values are missing for automated setup:');
		missing.forEach(key => log.error(`  ${key}`));
		process.exit(); // with 0, as NodeBB does
	}
	return given;
}

function settings(given) {
	const value = (key, fallback) => given[key] ?? nconf.get(key) ?? fallback;
	return {
		url: String(value('url', 'http://localhost:4567')).replace(/\/$/, ''),
		secret: value('secret', require('node:crypto').randomUUID()),
		database: value('database', 'mongo'),
		port: value('port', 4567),
		redis: {
			host: value('redis:host', '127.0.0.1'),
			port: value('redis:port', 6379),
			password: value('redis:password', ''),
			database: value('redis:database', 0),
		},
	};
}

function save(changes) {
	const file = config.file();
	const current = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
	fs.writeFileSync(file, JSON.stringify({ ...current, ...changes }, null, 4));
	console.log('Configuration Saved OK');
}

async function createAdministrator(given) {
	if (await users.administratorExists()) {
		console.log('Administrator found, skipping Admin setup');
		return;
	}
	const password = given['admin:password'];
	if (password !== given['admin:password:confirm'] || !users.isStrongEnough(password)) {
		throw new Error('Password error, please try again.'); // NodeBB asks again, and nobody is there to answer
	}
	await users.createAdministrator({ username: given['admin:username'], password, email: given['admin:email'] });
}

function copyFavicon() {
	const folder = path.join(nconf.get('upload_path'), 'system');
	fs.mkdirSync(folder, { recursive: true });
	fs.copyFileSync(path.join(config.base, 'public/favicon.ico'), path.join(folder, 'favicon.ico'));
}

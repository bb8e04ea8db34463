'use strict';

// config.json under the environment under the command line, as NodeBB reads them: `a__b` in the environment is `a:b`.
const fs = require('node:fs');
const path = require('node:path');
const nconf = require('nconf');

const base = path.join(__dirname, '..');

exports.base = base;

exports.load = function () {
	nconf.argv().env({ separator: '__' });
	return exports.reload();
};

exports.file = () => path.resolve(base, nconf.any(['config', 'CONFIG']) || 'config.json');

exports.exists = () => fs.existsSync(exports.file()) || Boolean(nconf.get('url') && nconf.get('secret') && nconf.get('database'));

exports.reload = function () {
	nconf.file({ file: exports.file() });
	nconf.defaults({
		version: require('../package.json').version,
		upload_path: 'public/uploads',
		isCluster: false,
		isPrimary: true,
		sessionKey: 'express.sid',
	});

	// Whoever starts a worker passes the two as text.
	nconf.stores.env.readOnly = false;
	for (const key of ['isCluster', 'isPrimary']) {
		nconf.set(key, ['1', 1, 'true', true].includes(nconf.get(key)));
	}
	nconf.stores.env.readOnly = true;
	nconf.set('upload_path', path.resolve(base, nconf.get('upload_path')));

	if (nconf.get('url')) {
		describeUrl(new URL(nconf.get('url')));
	}
	return nconf;
};

function describeUrl(url) {
	nconf.set('url', nconf.get('url').replace(/\/$/, ''));
	nconf.set('secure', url.protocol === 'https:');
	nconf.set('port', nconf.get('PORT') || nconf.get('port') || url.port || 4567);
	nconf.set('socket.io:origins', nconf.get('socket.io:origins') || `${url.protocol}//${nconf.get('cookieDomain') || url.hostname}:*`);
}

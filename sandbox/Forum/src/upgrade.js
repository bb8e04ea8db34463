'use strict';

// Scripts that change the data of an earlier version, as NodeBB has them: src/upgrades/<version>/<name>.js. Each runs once.
const fs = require('node:fs');
const path = require('node:path');
const { base } = require('./config');
const database = require('./database');

exports.run = async function () {
	await database.init();
	const folder = path.join(base, 'src/upgrades');
	const scripts = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true }).filter(file => file.endsWith('.js')).sort() : [];
	for (const script of scripts) {
		const name = path.basename(script, '.js');
		if (await database.client.zScore('schemaLog', name) === null) {
			await require(path.join(folder, script)).method(database.client);
			await database.client.zAdd('schemaLog', { score: Date.now(), value: name });
		}
	}
};

'use strict';

// The commands that a host's scripts use. Without config.json every one but `setup` opens the web installer, and waits there.
const { program } = require('commander');
const config = require('./config');

exports.run = function (argv) {
	config.load();
	if (!config.exists() && !argv.includes('setup')) {
		require('./installer').listen();
		return;
	}

	program.name('./nodebb').version(require('../package.json').version)
		.option('--config <value>', 'Specify a config file', 'config.json')
		.option('-y, --unattended', 'Answer yes to any prompts', false);
	program.command('setup [config]')
		.description('Set the forum up, with values from JSON or from NODEBB_* in the environment')
		.option('--skip-build', 'Run setup without building assets')
		.action((json, options) => require('./setup').setup(parse(json), options));
	program.command('build [targets...]')
		.description('Build the assets')
		.action(() => {
			require('./build').build();
			process.exit(0);
		});
	program.command('upgrade')
		.description('Bring data and assets up to date')
		.option('-s, --schema', 'Update the schema of the data', false)
		.option('-b, --build', 'Rebuild assets', false)
		.action(upgrade);
	program.parse(argv);
};

const steps = {
	schema: ['Updating NodeBB data store schema...', () => require('./upgrade').run()],
	build: ['Rebuilding assets...', () => require('./build').build()],
};

async function upgrade(options) {
	console.log('\nUpdating NodeBB...');
	const chosen = Object.keys(steps).filter(step => options[step]);
	for (const step of chosen.length ? chosen : Object.keys(steps)) {
		const [message, act] = steps[step];
		console.log(message);
		await act();
	}
	console.log('\nNodeBB Upgrade Complete!\n');
	process.exit();
}

function parse(json) {
	try {
		return json && JSON.parse(json);
	} catch (error) {
		console.warn('Invalid JSON passed as initial config value.');
		throw error;
	}
}

'use strict';

// The assets: a style sheet and a script of about NodeBB's size, so that buffers and caches meet what they meet in life.
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { base } = require('./config');
const log = require('./log');

const output = path.join(base, 'build/public');
const busterFile = path.join(base, 'build/cache-buster');
const socketClient = path.join(base, 'node_modules/socket.io/client-dist/socket.io.min.js');
const styles = 6000;

exports.build = function () {
	fs.mkdirSync(path.join(output, 'templates'), { recursive: true });
	write('client.css', styleSheet());
	write('nodebb.min.js', `${fs.readFileSync(socketClient, 'utf8')}\n${source('browser.js')}`);
	write('templates/page.html', source('views/page.html'));
	write('cache-buster', crypto.randomBytes(6).toString('hex').slice(0, 11), busterFile);
	log.info('[build] Asset compilation successful.');
};

exports.cacheBuster = () => `v=${fs.existsSync(busterFile) ? fs.readFileSync(busterFile, 'utf8') : ''}`;

// The pages' frame, or null when nobody has built.
exports.template = function () {
	const file = path.join(output, 'templates/page.html');
	return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null;
};

function styleSheet() {
	const rules = Array.from({ length: styles }, (_, i) => `.shade-${i} { color: hsl(${i % 360} 50% ${i % 90}%); margin: ${i % 7}px; }`);
	return ['body { font-family: sans-serif; margin: 2rem; }', ...rules, ''].join('\n');
}

const source = name => fs.readFileSync(path.join(__dirname, name), 'utf8');

// A file is never seen half written: a worker may be serving it.
function write(name, text, file = path.join(output, name)) {
	fs.writeFileSync(`${file}.new`, text);
	fs.renameSync(`${file}.new`, file);
}

'use strict';

const http = require('node:http');
const path = require('node:path');
const express = require('express');
const cookieParser = require('cookie-parser');
const favicon = require('serve-favicon');
const helmet = require('helmet');
const nconf = require('nconf');
const passport = require('passport');
const session = require('express-session');
const detector = require('@nodebb/spider-detector');
const { cacheBuster } = require('./build');
const { base } = require('./config');
const database = require('./database');
const log = require('./log');
const pages = require('./pages');

const app = express();
const connections = new Set();

exports.server = http.createServer(app);
exports.server.on('connection', (connection) => {
	connections.add(connection);
	connection.on('close', () => connections.delete(connection));
});

exports.listen = async function () {
	compose();
	log.info('🎉 NodeBB Ready');

	const port = [nconf.get('port')].flat()[0];
	const trust = nconf.get('trust_proxy') ?? true; // NodeBB's default up to 4.14.2, for ports other than 80 and 443
	if (trust) {
		log.info(`🤝 Setting 'trust proxy' to ${JSON.stringify(trust)}`);
		app.set('trust proxy', trust);
	}
	const address = nconf.get('bind_address') || '0.0.0.0';
	await new Promise((resolve, reject) => {
		exports.server.on('error', (error) => {
			log.error(error.code === 'EADDRINUSE' ? `NodeBB address in use, exiting...\n${error.stack}` : error.stack);
			reject(error);
		});
		exports.server.listen(port, address, resolve);
	});
	log.info(`📡 NodeBB is now listening on: ${address}:${port}`);
	log.info(`🔗 Canonical URL: ${nconf.get('url')}`);
};

exports.destroy = () => new Promise((resolve) => {
	exports.server.close(resolve);
	connections.forEach(connection => connection.destroy());
});

// The order is part of the contract: /ping and the icon come before the session and the headers.
function compose() {
	app.get(['/ping', '/sping'], pages.ping);
	app.use(favicon(path.join(base, 'public/favicon.ico')));
	app.use(express.urlencoded({ extended: true }), express.json());
	app.use(cookieParser(nconf.get('secret')));
	app.use(detector.middleware());
	app.use(session({
		store: database.sessions,
		secret: nconf.get('secret'),
		name: nconf.get('sessionKey'),
		cookie: { ...pages.cookieAttributes(), maxAge: database.sessionSeconds * 1000 },
		resave: false,
		saveUninitialized: false,
	}));
	app.use(helmet({ contentSecurityPolicy: false, referrerPolicy: { policy: 'strict-origin-when-cross-origin' } }));
	app.use((req, res, next) => {
		res.set({ 'X-Powered-By': 'NodeBB', 'Content-Security-Policy': "frame-ancestors 'self'", 'X-Frame-Options': 'SAMEORIGIN' });
		next();
	});
	app.use(passport.initialize(), passport.session(), pages.recognise);
	app.use(pages.stripLeadingSlashes);
	app.use(require('./login').router, pages.router);
	app.use(pages.privateUploads);
	serveFiles();
	app.use(pages.notFound, pages.failed);
}

function serveFiles() {
	const kept = { maxAge: 60 * 24 * 60 * 60 * 1000 };
	const folders = [['/assets', path.join(base, 'build/public')], ['/assets', path.join(base, 'public')]];
	if (nconf.get('upload_path') !== path.join(base, 'public/uploads')) {
		folders.unshift(['/assets/uploads', nconf.get('upload_path')]);
	}
	for (const [route, folder] of folders) {
		app.use(route, pages.uploadHeaders, express.static(folder, kept));
	}
	app.use('/uploads', (req, res) => res.redirect(`/assets/uploads${req.path}?${cacheBuster()}`));
	app.use('/plugins', (req, res) => res.redirect(`/assets/plugins${req.path}`));
}

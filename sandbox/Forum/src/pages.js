'use strict';

const path = require('node:path');
const express = require('express');
const nconf = require('nconf');
const { cacheBuster, template } = require('./build');
const { generateToken } = require('./csrf');
const database = require('./database');
const log = require('./log');
const users = require('./users');

exports.router = express.Router();

exports.cookieAttributes = () => ({ secure: Boolean(nconf.get('secure')), sameSite: 'Lax' });

exports.ping = async (req, res, next) => {
	try {
		await database.client.zRange('plugins:active', 0, 0);
		res.send(req.path === '/sping' ? 'healthy' : '200');
	} catch (error) {
		next(error);
	}
};

// Search engines are visitor -1, and get neither a session nor a token.
exports.recognise = (req, res, next) => {
	req.uid = req.isSpider() ? -1 : Number(req.user?.uid ?? 0);
	next();
};

exports.stripLeadingSlashes = (req, res, next) => (req.originalUrl.startsWith('//') ? res.redirect(req.originalUrl.replace(/^\/+/, '/')) : next());

const config = req => ({
	relative_path: '',
	upload_url: '/assets/uploads',
	asset_base_url: '/assets',
	siteTitle: 'NodeBB',
	maintenanceMode: false,
	socketioTransports: nconf.get('socket.io:transports') || ['polling', 'websocket'],
	socketioOrigins: nconf.get('socket.io:origins'),
	websocketAddress: nconf.get('socket.io:address') || '',
	maxReconnectionAttempts: 5,
	reconnectionDelay: 1500,
	loggedIn: req.uid > 0,
	uid: req.uid,
	'cache-buster': cacheBuster(),
	csrf_token: req.uid >= 0 ? generateToken(req) : false,
});

function render(req, res, title) {
	const page = template();
	if (req.uid > 0) {
		res.set('Cache-Control', 'private');
	}
	if (!page) {
		return res.status(res.statusCode).type('html').send('<title>Internal Server Error</title> Failed to lookup view! Did you run `./nodebb build`?');
	}
	const values = { title, config: JSON.stringify(config(req)).replaceAll('<', '\\u003c'), 'cache-buster': cacheBuster() };
	res.type('html').send(page.replace(/\{([\w-]+)\}/g, (_, name) => values[name]));
}

exports.router.get('/api/config', (req, res) => res.json(config(req)));
exports.router.get('/', (req, res) => render(req, res, 'Home'));
exports.router.get('/api/', (req, res) => {
	generateToken(req);
	res.json({ title: '[[pages:home]]', categories: [], loggedIn: req.uid > 0 });
});
exports.router.get('/robots.txt', (req, res) => res.type('txt').send(`User-agent: *\nDisallow: /admin/\nSitemap: ${nconf.get('url')}/sitemap.xml`));
exports.router.get('/api/me', async (req, res) => {
	if (!req.user) {
		return res.status(401).json({ status: { code: 'not-authorised', message: 'A valid login session was not found. Please log in and try again.' }, response: {} });
	}
	const { userslug } = await users.get(req.uid);
	res.set('X-Redirect', encodeURIComponent(`/user/${userslug}`)).json(`/user/${userslug}`);
});

// Only the user itself and administrators see the addresses.
exports.router.get('/api/user/:userslug', async (req, res, next) => {
	const user = await users.find(req.params.userslug.toLowerCase());
	if (!user) {
		return next();
	}
	const isSelf = req.uid === user.uid;
	if (req.uid > 0) {
		res.set('Cache-Control', 'private');
	}
	res.json({
		uid: user.uid, username: user.username, userslug: user.userslug, isSelf, isAdmin: req.uid > 0,
		...(isSelf && { ips: await users.addresses(user.uid) }),
	});
});

// The option "private uploads". Like NodeBB's, it looks at the address as it is written.
exports.privateUploads = (req, res, next) => {
	const isPrivate = Number(database.settings.privateUploads) && req.uid <= 0 && req.path.startsWith('/assets/uploads/files');
	return isPrivate ? res.status(403).json('not-allowed') : next();
};

exports.uploadHeaders = (req, res, next) => {
	if (req.path.startsWith('/uploads/files/')) {
		const name = path.basename(req.path).replace(/^\d{13}-/, '');
		const unsafe = /\.(x?html?|mht(ml)?|s(ht)?tml?|svgz?|xml|xslt?)$/i.test(name);
		res.set('Content-Disposition', `${unsafe ? 'attachment' : 'inline'}; filename="${name}"`);
	}
	next();
};

exports.notFound = (req, res) => {
	const isPage = !req.path.startsWith('/assets/uploads') && req.get('accept')?.includes('text/html');
	if (req.path.startsWith('/api/')) {
		res.status(404).json({ path: req.path.replace(/^\/api/, '').replaceAll('/', '&#x2F;'), title: '[[global:404.title]]', bodyClass: '' });
	} else if (isPage) {
		render(req, res.status(404), 'Not Found');
	} else {
		res.sendStatus(404);
	}
};

exports.failed = (error, req, res, next) => { // eslint-disable-line no-unused-vars
	const status = error.code === 'EBADCSRFTOKEN' ? 403 : error.status || 500;
	log.error(`${req.method} ${req.originalUrl}\n${status === 403 ? error.message : error.stack}`);
	res.sendStatus(status);
};

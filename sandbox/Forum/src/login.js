'use strict';

const nconf = require('nconf');
const express = require('express');
const passport = require('passport');
const { csrfSynchronisedProtection } = require('./csrf');
const log = require('./log');
const pages = require('./pages');
const sockets = require('./sockets');
const users = require('./users');

exports.router = express.Router();

passport.serializeUser((user, done) => done(null, user.uid));
passport.deserializeUser((uid, done) => done(null, { uid }));

exports.router.post('/login', csrfSynchronisedProtection, async (req, res, next) => {
	try {
		const user = await identify(req.body);
		// Passport gives the session a new name at login and keeps what is in it.
		await new Promise((resolve, reject) => req.login(user, { keepSessionInfo: true }, error => (error ? reject(error) : resolve())));
		req.session.cookie.expires = false;
		await users.logAddress(user.uid, req.ip);
		res.json({ next: '/' });
	} catch (error) {
		if (!error.message.startsWith('[[error:')) {
			return next(error);
		}
		log.error(error.stack);
		res.status(403).send(error.message);
	}
});

async function identify({ username, password }) {
	if (!username || !password) {
		throw new Error('[[error:invalid-username-or-password]]');
	}
	const user = await users.find(users.slug(username));
	if (!user || !await users.isPasswordCorrect(user, password)) {
		throw new Error('[[error:invalid-login-credentials]]');
	}
	return user;
}

exports.router.post('/logout', csrfSynchronisedProtection, (req, res, next) => {
	const { sessionID } = req;
	const attributes = pages.cookieAttributes();
	if (!req.user) {
		res.clearCookie(nconf.get('sessionKey'), attributes);
		return res.send('not-logged-in');
	}
	req.logout(error => (error ? next(error) : req.session.destroy(() => {
		res.clearCookie(nconf.get('sessionKey'), attributes);
		sockets.tellSession(sessionID, 'checkSession', 0);
		res.json({ next: '/' });
	})));
});

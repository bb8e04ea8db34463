'use strict';

// The administrator: made by setup, logs in, and sees the addresses of the logins.
const crypto = require('node:crypto');
const { promisify } = require('node:util');
const zxcvbn = require('zxcvbn');
const database = require('./database');

const attemptsAllowed = 5;
const hour = 60 * 60;
const scrypt = promisify(crypto.scrypt);

// Off the event loop, as NodeBB's hashing is: a login must not hold up everybody else.
async function hash(password, salt = crypto.randomBytes(16).toString('hex')) {
	return `${salt}$${(await scrypt(password, salt, 32)).toString('hex')}`;
}

exports.slug = name => name.trim().toLowerCase().replace(/\s+/g, '-');

exports.isStrongEnough = password => password.length >= 6 && password.length <= 512 && zxcvbn(password).score >= 1;

exports.administratorExists = async () => await database.client.zCard('group:administrators:members') > 0;

exports.createAdministrator = async function ({ username, password, email }) {
	const now = Date.now();
	const uid = await database.client.hIncrBy('global', 'nextUid', 1);
	const userslug = exports.slug(username);
	await database.client.multi()
		.hSet(`user:${uid}`, { uid, username, userslug, email, joindate: now, password: await hash(password) })
		.zAdd('userslug:uid', { score: uid, value: userslug })
		.zAdd('group:administrators:members', { score: now, value: String(uid) })
		.exec();
};

exports.find = async function (slug) {
	const uid = await database.client.zScore('userslug:uid', slug);
	return uid ? { ...await database.client.hGetAll(`user:${uid}`), uid } : null;
};

exports.get = async uid => ({ ...await database.client.hGetAll(`user:${uid}`), uid });

// Five wrong passwords lock an account for an hour.
exports.isPasswordCorrect = async function (user, password) {
	if (await database.client.exists(`lockout:${user.uid}`)) {
		throw new Error('[[error:account-locked]]');
	}
	const attempts = await database.client.incr(`loginAttempts:${user.uid}`);
	await database.client.expire(`loginAttempts:${user.uid}`, hour);
	if (attempts > attemptsAllowed) {
		await database.client.multi().set(`lockout:${user.uid}`, '', { EX: hour }).del(`loginAttempts:${user.uid}`).exec();
		throw new Error('[[error:account-locked]]');
	}
	const correct = user.password === await hash(password, user.password.split('$')[0]);
	if (correct) {
		await database.client.del(`loginAttempts:${user.uid}`);
	}
	return correct;
};

exports.logAddress = (uid, address) => database.client.zAdd(`uid:${uid}:ip`, { score: Date.now(), value: address || 'Unknown' });

exports.addresses = uid => database.client.zRange(`uid:${uid}:ip`, 0, 4, { REV: true });

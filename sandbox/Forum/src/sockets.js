'use strict';

const os = require('node:os');
const nconf = require('nconf');
const cookieParser = require('cookie-parser');
const { Server } = require('socket.io');
const csrf = require('./csrf');
const database = require('./database');
const log = require('./log');

let io;

exports.init = async function (server) {
	const origins = nconf.get('socket.io:origins');
	io = new Server(server, {
		path: '/socket.io',
		transports: nconf.get('socket.io:transports') || ['polling', 'websocket'],
		cookie: false,
		cors: { origin: origins, methods: ['GET', 'POST'], allowedHeaders: ['content-type'] },
		allowRequest: admit,
	});
	log.info(`[socket.io] Restricting access to origin: ${origins}`);
	if (nconf.get('isCluster')) {
		io.adapter(await database.socketAdapter());
	}
	io.on('connection', greet);
};

// Tells the sockets of a session, whichever worker they are on.
exports.tellSession = (sessionId, event, value) => io.in(`sess_${sessionId}`).emit(event, value);

// The session of the cookie must hold the token of the query. The session is in Redis, so any worker can tell.
async function admit(request, callback) {
	try {
		await new Promise((resolve, reject) => cookieParser(nconf.get('secret'))(request, {}, error => (error ? reject(error) : resolve())));
		request.sessionId = request.signedCookies[nconf.get('sessionKey')];
		request.session = request.sessionId && await database.sessions.get(request.sessionId);
		callback(null, csrf.isRequestValid({ session: request.session || {}, query: request._query, headers: request.headers }));
	} catch (error) {
		callback(error);
	}
}

function greet(socket) {
	const { sessionId, session, headers } = socket.request;
	const uid = Number(session?.passport?.user ?? 0);
	// Like NodeBB, and unlike express, this takes the first element whatever trust_proxy says.
	socket.ip = (headers['x-forwarded-for'] || socket.request.socket.remoteAddress || '').split(',')[0];
	socket.join([uid > 0 ? `uid_${uid}` : 'online_guests', `sess_${sessionId}`]);
	socket.emit('checkSession', uid);
	socket.emit('setHostname', os.hostname());
	socket.onAny((event, ...args) => {
		const answer = args.at(-1);
		if (typeof answer === 'function') {
			answer({ message: `[[error:invalid-event, ${event}]]` });
		}
	});
}

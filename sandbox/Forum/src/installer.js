'use strict';

// A worker without config.json does not fail: it opens a web installer to everybody and answers /ping, which a careless check takes for a forum.
const http = require('node:http');
const nconf = require('nconf');
const log = require('./log');

exports.listen = function () {
	const port = nconf.get('port') || 4567;
	const server = http.createServer((request, response) => {
		response.statusCode = ['/', '/ping', '/sping'].includes(request.url) ? 200 : 404;
		response.setHeader('Content-Type', 'text/html; charset=utf-8');
		response.end('<!DOCTYPE html><title>NodeBB Web Installer</title>');
	});
	server.listen(port, () => log.info(`Web installer listening on http://0.0.0.0:${port}`));
};

// Runs in the page: opens the socket the way NodeBB's script does, with the token of the page's session.
(function () {
	'use strict';

	const config = JSON.parse(document.getElementById('config').textContent);
	const output = document.getElementById('connection');
	const show = (text) => { output.textContent = text; };
	const socket = window.io({
		transports: config.socketioTransports,
		reconnectionAttempts: config.maxReconnectionAttempts,
		reconnectionDelay: config.reconnectionDelay,
		query: { _csrf: config.csrf_token },
	});
	const showTransport = () => show(`connected by ${socket.io.engine.transport.name}`);
	socket.on('connect', () => {
		showTransport();
		socket.io.engine.on('upgrade', showTransport);
	});
	socket.on('connect_error', error => show(`failed: ${error.message}`));
	socket.on('disconnect', reason => show(`disconnected: ${reason}`));
}());

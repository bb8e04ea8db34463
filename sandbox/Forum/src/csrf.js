'use strict';

// One token per session, sent back as a header, a form's field or, by socket.io, in the query.
const { csrfSync } = require('csrf-sync');

module.exports = csrfSync({
	size: 64,
	getTokenFromRequest: ({ headers, body, query }) => headers['x-csrf-token'] || body?.csrf_token || body?._csrf || query?._csrf,
});

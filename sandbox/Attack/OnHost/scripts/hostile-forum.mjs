// hostile-forum.mjs <port...>: answers like a plugin that attacks the person who deploys. It logs every Upgrade that reaches it, sets a
// session cookie, and echoes what it is sent inside terminal escapes.
import { createServer } from 'node:http';

const escapes = '\x1b]0;owned\x07\x1b[2J\x1b[31m\u009b31m\rowned\b\b';

async function answer(request, response) {
  let body = '';
  for await (const chunk of request)
    body += chunk;
  const sent = new URLSearchParams(body).get('password') ?? body;
  response.setHeader('x-hostile', 'yes');
  response.setHeader('x-hostile-upgrade', request.headers.upgrade ?? '');
  response.setHeader('content-type', 'text/html');
  if (request.url === '/api/config') {
    response.setHeader('set-cookie', 'express.sid=hostile; Path=/; Secure');
    response.end(JSON.stringify({ csrf_token: 'h'.repeat(64) }));
  } else if (request.url === '/ping') {
    response.end('200');
  } else {
    // Repeats the secret, so that truncation anywhere cuts through one.
    response.statusCode = 500;
    response.end(`${escapes} ${`${sent}.`.repeat(40)}`);
  }
}

for (const port of process.argv.slice(2)) {
  const server = createServer((request, response) => { answer(request, response).catch(() => response.destroy()); });
  // Without a handler, node silently closes the connection of an Upgrade.
  server.on('upgrade', (request, socket) => socket.end(`HTTP/1.1 426 Upgrade Required\r\nx-hostile: yes\r\nx-hostile-upgrade: ${request.headers.upgrade}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`));
  server.listen(Number(port), '127.0.0.1');
}

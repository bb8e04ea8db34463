// Requests each target as a guest and then, immediately, as a stranger without a session. Input, as JSON:
//   { at: { host, port } or { path } of a socket, servername, domain, targets, secret: text in private files, plain: public cacheable
// paths }
// Prints, for each target with a wrong response, what is wrong.
import https from 'node:https';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';

const { at, servername, domain, targets, secret, plain } = JSON.parse(await text(process.stdin));
const atOnce = 12;
const agent = new https.Agent({ keepAlive: true, maxSockets: atOnce });
agent.createConnection = (options, done) => {
  const socket = connectTls({ socket: connectTcp(at), servername, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] }, () => done(null, socket));
  socket.once('error', done);
};

async function ask(target, cookie) {
  const headers = { host: domain, 'user-agent': 'Mozilla/5.0', accept: 'text/html', ...(cookie && { cookie }) };
  const request = https.request({ agent, headers, timeout: 20_000 });
  // The client refuses blanks in a path that is set initially.
  request.path = target;
  request.on('timeout', () => request.destroy(new Error(`no answer to ${target}`)));
  request.end();
  const [response] = await once(request, 'response');
  let body = '';
  for await (const part of response.setEncoding('utf8'))
    body += part;
  return { status: response.statusCode, cache: response.headers['cf-cache-status'], cookie: response.headers['set-cookie']?.[0].split(';')[0], body };
}

const guest = await ask('/api/config');
const token = JSON.parse(guest.body).csrf_token;
const kept = [];
for (const path of plain) {
  const { status, body } = await ask(`${path}?asked-for-itself`);
  if (status !== 200)
    throw new Error(`${status} to ${path}`);
  kept.push(body);
}

async function problem(target) {
  const first = await ask(target, guest.cookie);
  const second = await ask(target);
  const found = [];
  if (first.body.includes(secret) || second.body.includes(secret))
    found.push('private file');
  if (second.body.includes(token))
    found.push("guest's token");
  if (second.cache === 'HIT' && !(second.status === 200 && kept.includes(second.body)))
    found.push(`kept ${second.status}`);
  return found;
}

let next = 0;
await Promise.all(Array.from({ length: atOnce }, async () => {
  while (next < targets.length) {
    const target = targets[next++];
    for (const found of await problem(target).catch((error) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? [] : [`${error}`])))
      console.log(JSON.stringify({ target, found }));
  }
}));
process.exit();

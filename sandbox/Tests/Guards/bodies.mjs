// Prints the results of large, many and slow bodies and of clients that do not read, and of other visitors meanwhile.
import { mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:tls';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { domain, until } from '../Forum/Contract/processes.mjs';
import { edgeAddresses, originAddresses, startOrigin } from '../LocalOrigins/origin.mjs';
import { Visitor } from '../LocalOrigins/visitor.mjs';

const MB = 1024 * 1024;
const upload = '/api/post/upload';
const isSilent = 'is closed without an answer';

// A visitor's connection with a request whose body is `length` bytes, of which only `sent` are sent.
async function open(address, { path = upload, method = 'POST', length, sent = 0, head = true }) {
  const socket = connect({ host: originAddresses[4], port: 443, servername: domain, rejectUnauthorized: false, localAddress: edgeAddresses[0] });
  const visit = { socket, got: '', closed: new Promise((resolve) => { socket.on('close', resolve); }) };
  socket.on('error', () => {});
  await once(socket, 'secureConnect');
  socket.setEncoding('latin1').on('data', (part) => { visit.got += part; });
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${domain}\r\nCF-Connecting-IP: ${address}\r\nUser-Agent: Mozilla/5.0\r\n`);
  if (head)
    socket.write(length === undefined ? '\r\n' : `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n`);
  if (sent)
    socket.write(Buffer.alloc(sent));
  return visit;
}

const status = ({ got }) => got.split(' ')[1];
const count = (visits, wanted) => visits.filter((visit) => status(visit) === wanted).length;
const read = (file, how) => { try { return how(file); } catch { return undefined; } };

// The number of nginx's temporary files, which have no name while in use.
const kept = (folder) => readdirSync('/proc').filter((pid) => read(`/proc/${pid}/exe`, readlinkSync)?.endsWith('/nginx')).flatMap((pid) => (read(`/proc/${pid}/fd`, readdirSync) ?? []).map((fd) => `/proc/${pid}/fd/${fd}`))
  .filter((file) => read(file, readlinkSync)?.includes(`/var/lib/nginx/${folder}/`)).length;
const end = (visits) => Promise.all(visits.map(({ socket, closed }) => { socket.destroy(); return closed; }));
const many = (number, address, request) => Promise.all(Array.from({ length: number }, (_, i) => open(address(i), request)));

// The number of bodies in files once all are stored or refused. A visitor who keeps sending may not see the response.
async function taken(visits) {
  const rest = () => visits.filter((visit) => status(visit) !== '429' && !visit.socket.destroyed).length;
  await until(() => rest() === kept('body'), 'bodies to be taken in or refused', () => `${rest()} of ${visits.length} are neither, ${kept('body')} files`);
  return `${rest()} are taken in, the others are refused${count(visits, '429') > 0 ? ' with 429' : ''}`;
}

// Sends HTTP/2 requests without reading the bodies: how many were refused.
async function unread(number, address) {
  const sessions = Array.from({ length: Math.ceil(number / 100) }, () => connectHttp2(`https://${domain}`, {
    createConnection: () => connect({ host: originAddresses[4], port: 443, servername: domain, rejectUnauthorized: false, localAddress: edgeAddresses[0], ALPNProtocols: ['h2'] }),
  }));
  const statuses = await Promise.all(Array.from({ length: number }, async (_, i) => {
    const stream = sessions[i % sessions.length].request({ ':path': '/assets/uploads/profile/large.bin', 'cf-connecting-ip': address, 'user-agent': 'Mozilla/5.0' });
    stream.on('error', () => {});
    const [headers] = await once(stream, 'response');
    return headers[':status'];
  }));
  return [statuses.filter((code) => code === 429).length, () => sessions.forEach((session) => session.destroy())];
}

async function everybodyElse() {
  const visitor = new Visitor('198.51.100.200');
  return (await visitor.ask('/api/config')).status;
}

async function answer(path, length) {
  const visitor = new Visitor('192.0.2.70');
  const { status, headers } = await visitor.ask(path, { method: 'POST', body: Buffer.alloc(length), headers: { 'content-type': 'application/octet-stream' } });
  return `${status} by ${headers['x-asked'] ? 'NodeBB' : `nginx, ${headers['cache-control']}`}`;
}

const file = join(process.env.FORUM, 'public/uploads/profile/large.bin');
mkdirSync(join(file, '..'), { recursive: true });
writeFileSync(file, Buffer.alloc(10 * MB));
const origin = await startOrigin([join(import.meta.dirname, '../Policy/tell-request.mjs')]);
try {
  for (const [path, megabytes] of [['/api/config', 0.5], ['/api/config', 2], ['/api/v3/posts/1', 2], ['/assets/uploads/x', 2], [upload, 9], [upload, 11], ['/api/user/jane/uploadpicture', 9], ['/api/admin/uploadlogo', 9], ['/api/admin/upload/file', 9], ['/api/v3/topics/1/thumbs', 9], ['/api/admin/plugins/emoji/upload', 9]])
    console.log(`${megabytes} MB to ${path} => ${await answer(path, megabytes * MB)}`);

  const slow = { length: 9 * MB, sent: MB };
  for (const [who, number, address] of [
    ['one visitor', 200, () => '192.0.2.71'],
    ['one machine with IPv6', 200, (i) => `2001:db8:71::${(i + 1).toString(16)}`],
    ['forty visitors', 280, (i) => `192.0.2.${100 + i % 40}`],
  ]) {
    const visits = await many(number, address, slow);
    console.log(`${number} slow uploads of ${who} => ${await taken(visits)}; everybody else: ${await everybodyElse()}`);
    await end(visits);
    await until(() => kept('body') === 0, 'the files of those who are gone to go');
  }

  const posts = await many(200, () => '192.0.2.72', { path: '/api/config', length: MB - 1, sent: MB / 2 });
  console.log(`200 slow posts of one visitor => ${await taken(posts)}; everybody else: ${await everybodyElse()}`);
  await end(posts);

  for (const path of [upload, '/api/config']) {
    const visits = await many(100, () => '192.0.2.76', { path, method: 'GET', length: MB - 1, sent: MB / 2 });
    console.log(`100 slow GETs of one visitor with a body, ${path} => ${await taken(visits)}; everybody else: ${await everybodyElse()}`);
    await end(visits);
  }

  const [refused, hangUp] = await unread(520, '192.0.2.73');
  console.log(`520 visits of one visitor that do not read 10 MB => ${refused} are refused with 429, ${kept('proxy')} files; everybody else: ${await everybodyElse()}`);
  hangUp();

  // A long poll is a waiting request; a school has many of them behind one address.
  const pupils = await Promise.all(Array.from({ length: 300 }, () => new Visitor('192.0.2.74').open()));
  const polls = await Promise.all(pupils.map(async (pupil) => {
    const opened = await pupil.ask(`/socket.io/?EIO=4&transport=polling&_csrf=${pupil.token}`);
    return opened.status;
  }));
  console.log(`300 sockets of one school => ${polls.filter((code) => code === 200).length} open`);

  // nginx's own timeouts are a minute.
  const silent = { 'half a header': { head: false }, 'a body that stops': { length: MB, sent: 10 } };
  for (const [name, visit] of await Promise.all(Object.entries(silent).map(async ([name, request]) => [name, await open('192.0.2.75', request)]))) {
    await Promise.race([visit.closed, pause(40_000, null, { ref: false })]);
    console.log(`${name} => ${visit.socket.destroyed ? visit.got === '' ? isSilent : `is answered ${status(visit)}` : 'stays open'}`);
  }
} finally {
  await origin.stop();
}
process.exit();

// Cloudflare and nginx in one small server in front of a forum's workers, healthy or with one fault:
//   node front.mjs <certificate> <key> <fault or "none"> <port of a worker>...
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';

const [, , certificate, key, fault, ...ports] = process.argv;
const visitorAddress = '203.0.113.20';
const edgeAddress = '173.245.48.7';
const kept = new Set();
let turn = 0;

function serve(request, response) {
  const secure = request.socket.encrypted === true;
  console.log(`${request.method} ${request.url}`);
  const url = new URL(request.url, `http${secure ? 's' : ''}://${request.headers.host}`);
  if (fault === 'silent')
    return response.on('close', () => console.log('given up'));
  // Puts the secret where the shown text is truncated.
  if (fault === 'rude') {
    const password = process.env.PASSWORD;
    return response.writeHead(500, { location: `/${password}` }).end(`\x1b[31mred\x1b[0m ${'x'.repeat(96)} ${password} \x1b]0;\x07title ${password}\u202e\x9b2J`);
  }
  if (fault === 'challenge')
    return response.writeHead(403, { 'cf-mitigated': 'challenge' }).end('Just a moment...');
  if (url.hostname.startsWith('www.') && fault !== 'www-stays' || !secure && fault !== 'http-stays') {
    const target = `https://${url.hostname.replace(/^www\./, '')}`;
    return response.writeHead(301, { location: fault === 'path-lost' ? `${target}/` : target + request.url }).end();
  }
  if (url.pathname === '/cdn-cgi/trace' && fault !== 'grey-cloud')
    return response.end(`h=${url.hostname}\nip=${visitorAddress}\nvisit_scheme=https\n`);
  if (url.pathname === '/robots.txt' && fault !== 'indexed')
    return response.end('User-agent: *\nDisallow: /\n');
  forward(request, response, url);
}

function forward(request, response, url) {
  const upstream = http.request({ host: '127.0.0.1', port: portFor(request), path: request.url, method: request.method, headers: headersFor(request), agent: false });
  upstream.on('response', (answer) => {
    const headers = { ...answer.headers, ...(fault !== 'grey-cloud' && { 'cf-cache-status': cacheStatus(url) }), ...(fault !== 'no-robots-tag' && { 'x-robots-tag': 'noindex, nofollow' }) };
    answer.pipe(response.writeHead(answer.statusCode, headers));
  });
  upstream.on('error', () => response.destroy());
  request.pipe(upstream);
}

function portFor({ headers }) {
  if (fault === 'sessions-spread')
    return ports[turn++ % ports.length];
  const cookie = /express\.sid=([^;]+)/.exec(headers.cookie ?? '')?.[1] ?? '';
  return ports[[...cookie].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % ports.length];
}

function headersFor({ headers }) {
  const { connection, upgrade, ...rest } = headers;
  const address = fault === 'address-not-restored' ? edgeAddress : visitorAddress;
  return {
    ...rest,
    ...(upgrade && fault !== 'no-upgrade' && { connection, upgrade }),
    'x-forwarded-for': fault === 'forged-address-kept' ? [headers['x-forwarded-for'], address].filter(Boolean).join(', ') : address,
    'x-forwarded-proto': fault === 'https-not-told' ? 'http' : 'https',
  };
}

function cacheStatus({ pathname, search }) {
  const isAsset = pathname.startsWith('/assets/');
  if (!isAsset && fault !== 'api-kept')
    return pathname.startsWith('/socket.io/') || pathname.startsWith('/api/') ? 'BYPASS' : 'DYNAMIC';
  if (isAsset && fault === 'assets-not-kept')
    return 'DYNAMIC';
  const status = kept.has(pathname + search) ? 'HIT' : 'MISS';
  kept.add(pathname + search);
  return status;
}

function upgrade(request, socket) {
  const upstream = http.request({ host: '127.0.0.1', port: portFor(request), path: request.url, headers: headersFor(request), agent: false });
  upstream.on('upgrade', (answer, worker, head) => {
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${answer.rawHeaders.map((text, i) => text + (i % 2 ? '\r\n' : ': ')).join('')}\r\n`);
    if (fault === 'websocket-mute')
      return;
    socket.write(head);
    worker.pipe(socket).on('error', () => worker.destroy());
    socket.pipe(worker).on('error', () => socket.destroy());
  });
  upstream.end();
}

const secure = https.createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, serve).listen(0, '127.0.0.1');
const plain = http.createServer(serve).listen(0, '127.0.0.1');
if (fault !== 'no-upgrade')
  secure.on('upgrade', upgrade);
await Promise.all([once(secure, 'listening'), once(plain, 'listening')]);
console.log(JSON.stringify({ https: secure.address().port, http: plain.address().port }));

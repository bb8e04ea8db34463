// Prints the results of requests for another name than TLS's, and of upgrades to other protocols than WebSocket.
import { connect } from 'node:tls';
import { join } from 'node:path';
import { domain } from '../Forum/Contract/processes.mjs';
import { originAddresses, startOrigin } from '../LocalOrigins/origin.mjs';
import { Visitor } from '../LocalOrigins/visitor.mjs';

// Sends one raw request: returns what arrives until the connection closes or stays open.
async function send(head, servername = domain) {
  const socket = connect({ host: originAddresses[4], port: 443, servername, rejectUnauthorized: false });
  let got = '';
  socket.setEncoding('latin1').on('data', (part) => { got += part; }).on('error', () => {});
  socket.setTimeout(3_000, () => socket.destroy());
  const closed = new Promise((resolve) => { socket.on('close', resolve); });
  socket.write(head.join('\r\n') + '\r\n\r\n');
  await closed;
  const [status, ...headers] = got.split('\r\n\r\n')[0].split('\r\n');
  const header = (name) => headers.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2);
  return got === '' ? 'closed without an answer' : [status, header('location') && `to ${header('location')}`, header('x-upgrade') && `NodeBB saw the upgrade ${header('x-upgrade')}`].filter(Boolean).join(', ');
}

const close = 'Connection: close';
const requests = {
  'the forum': [['GET /api/config HTTP/1.1', `Host: ${domain}`, close]],
  'the forum, written out': [[`GET https://${domain}/api/config HTTP/1.1`, `Host: ${domain}`, close]],
  'the forum, written out, beside another Host': [[`GET https://${domain}/api/config HTTP/1.1`, 'Host: other.example', close]],
  'another Host': [['GET / HTTP/1.1', 'Host: other.example', close]],
  'another host, written out': [['GET http://other.example/ HTTP/1.1', `Host: ${domain}`, close]],
  'an address as Host': [['GET / HTTP/1.1', `Host: ${originAddresses[4]}`, close]],
  'no Host': [['GET / HTTP/1.0']],
  'www as Host': [['GET /x HTTP/1.1', `Host: www.${domain}`, close]],
  'TLS for another name': [['GET / HTTP/1.1', 'Host: other.example', close], 'other.example'],
  'TLS for no name': [['GET / HTTP/1.1', `Host: ${domain}`, close], ''],
  'Upgrade: h2c': [['GET /api/config HTTP/1.1', `Host: ${domain}`, 'Connection: Upgrade', 'Upgrade: h2c']],
  'Upgrade: websocket where no sockets are': [['GET /api/config HTTP/1.1', `Host: ${domain}`, 'Connection: Upgrade', 'Upgrade: websocket']],
  'Upgrade: something, to a socket': [['GET /socket.io/?EIO=4&transport=polling HTTP/1.1', `Host: ${domain}`, 'Connection: Upgrade', 'Upgrade: something']],
};

const origin = await startOrigin([join(import.meta.dirname, '../Policy/tell-request.mjs')]);
try {
  for (const [name, request] of Object.entries(requests))
    console.log(`${name} => ${await send(...request)}`);
  const visitor = await new Visitor('192.0.2.77').open();
  const websocket = ['Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', `Cookie: ${visitor.cookie}`];
  for (const upgrade of ['websocket', 'WebSocket'])
    console.log(`Upgrade: ${upgrade}, to a socket => ${await send([`GET /socket.io/?EIO=4&transport=websocket&_csrf=${visitor.token} HTTP/1.1`, `Host: ${domain}`, `Upgrade: ${upgrade}`, ...websocket])}`);
} finally {
  await origin.stop();
}
process.exit();

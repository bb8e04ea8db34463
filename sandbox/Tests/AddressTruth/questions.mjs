// Prints the visitor's address as the forum sees it, at a login (express) and on a socket with either transport.
import { join } from 'node:path';
import { once } from 'node:events';
import { startOrigin, strangers } from '../LocalOrigins/origin.mjs';
import { Visitor } from '../LocalOrigins/visitor.mjs';

const forged = '198.51.100.66';
const visitors = { IPv4: '192.0.2.77', IPv6: '2001:db8:77::77' };
const claims = {
  'nothing': {},
  'X-Forwarded-For': { 'x-forwarded-for': forged },
  'X-Forwarded-For, two of them': { 'x-forwarded-for': `${forged}, 198.51.100.67` },
  'X-Real-IP': { 'x-real-ip': forged },
  'CF-Connecting-IP': { 'cf-connecting-ip': forged },
  'True-Client-IP': { 'true-client-ip': forged },
  'Forwarded': { forwarded: `for=${forged};proto=https` },
  'all of them': { 'x-forwarded-for': forged, 'x-real-ip': forged, 'cf-connecting-ip': forged, 'true-client-ip': forged, forwarded: `for=${forged}`, 'x-client-ip': forged },
};

async function seen(visitor) {
  await visitor.open();
  const sockets = [];
  for (const transport of ['polling', 'websocket']) {
    const socket = visitor.socket([transport], { reconnection: false });
    socket.on('connect_error', (error) => { console.error(error); process.exit(1); });
    const [address] = await once(socket, 'address');
    sockets.push(`${transport} ${address}`);
    socket.close();
  }
  await visitor.logIn();
  const { ips } = JSON.parse((await visitor.ask('/api/user/keeper')).text);
  return [`login ${ips[0]}`, ...sockets].join(', ');
}

const origin = await startOrigin([join(import.meta.dirname, 'tell-address.mjs')]);
try {
  for (const [family, address] of Object.entries(visitors)) {
    for (const [claim, headers] of Object.entries(claims)) {
      const visitor = new Visitor(address);
      visitor.sends = headers;
      console.log(`${address} through Cloudflare, claims ${claim} => ${await seen(visitor)}`);
    }
    const stranger = new Visitor(strangers[family.at(-1)], { around: true });
    stranger.sends = { ...claims['all of them'], 'x-forwarded-proto': 'https' };
    console.log(`${stranger.address} around Cloudflare, claims all of them => ${await seen(stranger)}`);
  }
} finally {
  await origin.stop();
}
process.exit();

// Prints how many socket.io sessions are lost while visitors and Cloudflare change their requests, and while a worker is down.
//   VISITORS: the number per scenario, a third each with polling, with polling upgraded to WebSocket, and with WebSocket only
//   ONLY: one scenario's name; all by default
import { once } from 'node:events';
import { ports, startOrigin } from '../LocalOrigins/origin.mjs';
import { Visitor } from '../LocalOrigins/visitor.mjs';

const count = Number(process.env.VISITORS);
const rounds = 4;
const kinds = [['polling'], ['polling', 'websocket'], ['websocket']];
let last = 0;
const ipv4 = () => `100.64.${Math.floor(++last / 250)}.${last % 250 + 1}`;
const ipv6 = () => `2001:db8:100::${(++last).toString(16)}`;
const anyText = () => Math.random().toString(36).slice(2);
// In turn: NodeBB locks an account with many simultaneous logins.
let turn = Promise.resolve();

// What happens to a visitor between its requests; `each` in every round, the others once.
const scenarios = {
  'ordinary': {},
  'forged, changing X-Forwarded-For': { before: (visitor) => { visitor.sends = { 'x-forwarded-for': anyText }; } },
  'IPv4 and IPv6 by turns': { each: (visitor, round) => { visitor.address = round % 2 ? visitor.ipv6 : visitor.ipv4; } },
  'another address every time': { each: (visitor) => { visitor.address = ipv4(); } },
  'no cookie after the first request': { each: (visitor) => { visitor.cookie = undefined; } },
  'cookies of another size and number': { each: (visitor, round) => { visitor.cookie = `express.sid=${'x'.repeat(1000 * round)}; express.sid=${anyText()}`; } },
  'a login in the middle': { each: (visitor, round) => round === 1 && (turn = turn.then(() => visitor.logIn())) },
};
const workerDies = 'a worker dies and comes back';
const { ONLY } = process.env;

async function connect(visitor, transports) {
  const socket = visitor.socket(transports);
  visitor.lost = 0;
  visitor.on = socket;
  socket.on('disconnect', (reason) => { visitor.lost += reason !== 'io client disconnect'; });
  socket.on('connect_error', () => { visitor.lost++; });
  await once(socket, 'connect');
  visitor.worker = workerOf(socket);
}

const workerOf = (socket) => Number(socket.io.engine.id.split('-')[0]);

// An unknown event is answered at once.
const converse = (visitor) => visitor.on.timeout(15_000).emitWithAck('sessions', {}).catch(() => { visitor.lost++; });

async function newcomers(before = () => {}) {
  const all = Array.from({ length: count }, () => Object.assign(new Visitor(ipv4()), { ipv6: ipv6() }));
  await Promise.all(all.map(async (visitor, i) => {
    visitor.ipv4 = visitor.address;
    before(visitor);
    await connect(await visitor.open(), kinds[i % kinds.length]);
  }));
  return all;
}

const lost = (visitors) => visitors.filter((visitor) => visitor.lost > 0).length;
const workers = (visitors) => new Set(visitors.map((visitor) => visitor.worker)).size;

async function live({ before, each = () => {} }) {
  const visitors = await newcomers(before);
  for (let round = 1; round <= rounds; round++)
    await Promise.all(visitors.map(async (visitor) => { await each(visitor, round); await converse(visitor); }));
  visitors.forEach((visitor) => visitor.on.close());
  return `${lost(visitors)} of ${visitors.length} lost, on ${workers(visitors)} workers`;
}

// The dead worker's visitors open a session elsewhere; nobody else notices, also when the worker is back.
async function dieAndReturn(origin) {
  const [dead] = ports.slice(-1);
  const visitors = await newcomers();
  const [hit, others] = [visitors.filter(({ worker }) => worker === dead), visitors.filter(({ worker }) => worker !== dead)];

  await origin.killWorker(dead);
  await Promise.all(hit.map(async ({ on }) => { if (on.connected) await once(on, 'disconnect'); await (on.connected || once(on, 'connect')); }));
  await Promise.all(visitors.map(converse));
  const moved = hit.filter(({ on }) => workerOf(on) !== dead).length;

  hit.forEach((visitor) => { visitor.lost = 0; });
  await origin.startWorker(dead);
  for (let round = 1; round <= rounds; round++)
    await Promise.all(visitors.map(converse));
  const again = await Promise.all(hit.map(async (visitor) => { visitor.on.disconnect().connect(); await once(visitor.on, 'connect'); return workerOf(visitor.on) === dead; }));
  visitors.forEach((visitor) => visitor.on.close());
  return [
    `of its visitors ${hit.length - moved} did not move, ${lost(hit)} lost their session when it came back, and ${again.filter((is) => !is).length} did not return to it`,
    `of the others ${lost(others)} lost theirs`,
  ].join('; ');
}

const origin = await startOrigin();
try {
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (!ONLY || ONLY === name)
      console.log(`${name} => ${await live(scenario)}`);
  }
  if (!ONLY || ONLY === workerDies)
    console.log(`${workerDies} => ${await dieAndReturn(origin)}`);
} finally {
  await origin.stop();
}
process.exit();

// Visitors of a forum, through the edge, until SIGINT or SIGTERM: requests at a fixed rate, and socket.io clients with the library that browsers use
// and NodeBB's settings. Each client sends numbered messages, which the server acknowledges. Prints one JSON object: the requests and which
// failed, the clients that gave up, unacknowledged messages, and the longest silence of a client.
import https from 'node:https';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';

const { domain, edge, rate, websockets, polling } = JSON.parse(process.env.VISITORS);
const { io } = createRequire(`${process.env.CLIENT}/`)('socket.io-client');
const { Agent: WebSocketAgent } = https;

// As NodeBB tells its clients: install/data/defaults.json.
const attempts = 5;
const reconnectMilliseconds = 1_500;
// NodeBB's own clients send something every few seconds at most.
const messageMilliseconds = 1_000;

const connect = { host: edge, servername: domain, rejectUnauthorized: false };
const keepAlive = new https.Agent({ ...connect, keepAlive: true, maxSockets: 100 });
const started = Date.now();
const failures = [];
const slowest = { milliseconds: 0 };
let requests = 0;
let ended = false;
const fail = (what, why) => failures.push({ at: Date.now() - started, what, why: String(why).slice(0, 200) });

function ask(path, { method = 'GET', headers = {}, body, agent = keepAlive } = {}) {
  return new Promise((resolve, reject) => {
    const request = https.request({ ...connect, agent, path, method, headers: { host: domain, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', ...headers }, timeout: 30_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => resolve({ status: response.statusCode, headers: response.headers, text })).on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('no answer within 30 s'))).on('error', reject).end(body);
  });
}

async function openSession() {
  const { headers, text } = await ask('/api/config');
  return { cookie: headers['set-cookie'][0].split(';')[0], token: JSON.parse(text).csrf_token };
}

// One in five is a login that is refused, as NodeBB answers it.
async function oneRequest(number, { cookie, token }) {
  const begun = Date.now();
  const isPost = number % 5 === 0;
  const what = isPost ? 'POST /login' : 'GET /api/config';
  try {
    const { status } = isPost
      ? await ask('/login', { method: 'POST', headers: { cookie, 'x-csrf-token': token, 'content-type': 'application/json' }, body: JSON.stringify({ username: `nobody${number}`, password: 'wrong' }) })
      : await ask('/api/config', { headers: { cookie } });
    if (status !== (isPost ? 403 : 200))
      fail(what, status);
  } catch (error) {
    fail(what, error.message);
  }
  requests += 1;
  slowest.milliseconds = Math.max(slowest.milliseconds, Date.now() - begun);
}

async function sendRequests() {
  const sessions = await Promise.all(Array.from({ length: 20 }, openSession));
  const open = new Set();
  for (let number = 1; !ended; number += 1) {
    const request = oneRequest(number, sessions[number % sessions.length]).finally(() => open.delete(request));
    open.add(request);
    await pause(Math.max(0, started + number * 1_000 / rate - Date.now()));
  }
  await Promise.all(open);
}

class Client {
  silence = 0;
  reconnects = 0;
  lost = [];
  #waiting = new Set();
  #heard = Date.now();
  #number = 0;

  constructor(transport, { cookie, token }) {
    this.transport = transport;
    this.socket = io(`https://${domain}`, {
      transports: [transport], reconnectionAttempts: attempts, reconnectionDelay: reconnectMilliseconds, query: { _csrf: token }, forceNew: true,
      extraHeaders: { cookie, origin: `https://${domain}` }, agent: new WebSocketAgent({ ...connect, keepAlive: true }), rejectUnauthorized: false,
    });
    this.socket.on('connect', () => this.#hear());
    this.socket.io.on('reconnect', () => { this.reconnects += 1; });
    this.socket.io.on('reconnect_failed', () => fail(`${transport} client`, 'gave up'));
    this.socket.on('disconnect', (why) => { if (!['transport close', 'transport error', 'io client disconnect'].includes(why)) fail(`${transport} client`, why); });
    this.socket.io.engine.on('upgradeError', (error) => fail(transport, error.message));
    this.socket.io.on('error', (error) => { this.error = error.message; });
  }

  #hear() {
    const now = Date.now();
    this.silence = Math.max(this.silence, now - this.#heard);
    this.#heard = now;
  }

  async talk() {
    await pause(Math.random() * messageMilliseconds);
    this.#heard = Date.now();
    while (!ended) {
      const number = this.#number++;
      this.#waiting.add(number);
      // socket.io keeps what is sent without a connection until there is one.
      this.socket.timeout(30_000).emit('roll.message', { number }, (error) => {
        this.#waiting.delete(number);
        if (error)
          this.lost.push(number);
        else
          this.#hear();
      });
      await pause(messageMilliseconds);
    }
    this.silence = Math.max(this.silence, Date.now() - this.#heard);
  }

  /** What is still unanswered long after its turn is lost. */
  end() {
    this.lost.push(...this.#waiting);
  }
}

const clients = [];
for (const [transport, count] of [['websocket', websockets], ['polling', polling]]) {
  for (let i = 0; i < count; i += 1)
    clients.push(new Client(transport, await openSession()));
}
while (clients.some(({ socket }) => !socket.connected)) {
  if (Date.now() - started > 60_000)
    throw new Error(`${clients.filter(({ socket }) => !socket.connected).length} clients did not connect: ${clients.find(({ error }) => error)?.error}`);
  await pause(100);
}
process.stderr.write('ready\n');
const talks = clients.map((client) => client.talk());
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => { ended = true; });
await sendRequests();
await Promise.all(talks);
// Answers that are still under way.
await pause(4_000);
clients.forEach((client) => client.end());
const unanswered = clients.reduce((sum, { lost }) => sum + lost.length, 0);
console.log(JSON.stringify({
  requests, failures, slowest: slowest.milliseconds, clients: clients.length, lost: unanswered,
  reconnects: clients.reduce((sum, { reconnects }) => sum + reconnects, 0), most: Math.max(0, ...clients.map(({ reconnects }) => reconnects)),
  silence: Math.max(0, ...clients.map(({ silence }) => silence)), seconds: (Date.now() - started) / 1_000,
}));
process.exit();

// What a browser does: opens a session, then socket.io by polling and by WebSocket.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { expect, Failed } from './visitor.mjs';

const sessions = 3;
const rounds = 4;

async function session(visit) {
  await newSession(visit);
  return `GET /api/config 200, ${visit.sessionCookie} and csrf_token`;
}

/** The cookie and the CSRF token that NodeBB 4 requires for socket.io. */
export async function newSession(visit) {
  const config = await visit.get('/api/config');
  expect(config.status === 200, '200', config);
  const token = parse(config.text)?.csrf_token;
  expect(typeof token === 'string', 'JSON with a csrf_token', config);
  const cookie = visit.cookieOf(config);
  expect(cookie, `the cookie ${visit.sessionCookie}`, 'none: NodeBB does not see the request as https (X-Forwarded-Proto in nginx, trust_proxy in config.json)');
  return { cookie, token };
}

async function polling(visit) {
  await Promise.all(Array.from({ length: sessions }, () => pollingSession(visit)));
  return `${sessions} sessions, ${4 + 2 * rounds} requests each, all 200`;
}

// NodeBB answers an unknown event at once, so no request has to wait for one.
async function pollingSession(visit) {
  const { cookie, token } = await newSession(visit);
  const opened = await visit.get(`/socket.io/?EIO=4&transport=polling&_csrf=${token}`, { cookie });
  expect(opened.status === 200 && opened.text.startsWith('0{'), 'a socket.io session', opened);
  const path = `/socket.io/?EIO=4&transport=polling&sid=${parse(opened.text.slice(1)).sid}`;

  const send = async (packet) => belongs(await visit.post(path, packet, { cookie, headers: { 'content-type': 'text/plain;charset=UTF-8' } }));
  const receive = async (wanted) => {
    for (let text = ''; !text.includes(wanted);)
      text = belongs(await visit.get(path, { cookie })).text;
  };
  await send('40');
  await receive('40{');
  for (let id = 0; id < rounds; id++) {
    await send(`42${id}["nodebb-verify",{}]`);
    await receive(`43${id}[`);
  }
  await send('1');
}

function belongs(answer) {
  if (answer.status === 400 && parse(answer.text)?.code === 1)
    throw new Failed('expected every request of a session on the same worker; came 400 Session ID unknown: nginx spreads a session over several workers (the key in io_nodes.conf)');
  expect(answer.status === 200, '200 to every request of the session', answer);
  return answer;
}

async function websocket(visit) {
  const { cookie, token } = await newSession(visit);
  const key = randomBytes(16).toString('base64');
  const answer = await visit.get(`/socket.io/?EIO=4&transport=websocket&_csrf=${token}`, { cookie, headers: {
    connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': key, origin: `https://${visit.domain}`,
  } });
  expect(answer.socket, '101 Switching Protocols (WebSockets on at Cloudflare, Upgrade and Connection in nginx)', answer);
  const accepted = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64'); // RFC 6455, 1.3
  expect(answer.headers['sec-websocket-accept'] === accepted, 'a server that read the key', answer);

  const frames = new Frames(answer.socket, answer.head);
  try {
    const opened = await frames.next();
    expect(opened.startsWith('0{"sid"'), 'socket.io to open a session', opened);
    frames.send('40');
    const joined = await frames.next();
    expect(joined.startsWith('40{'), 'socket.io to answer', joined);
  } finally {
    answer.socket.destroy();
  }
  return '101, and socket.io answers on it';
}

// Text frames below 64 KiB; socket.io sends nothing else here. https://datatracker.ietf.org/doc/html/rfc6455#section-5.2
class Frames {
  constructor(socket, head) {
    this.socket = socket;
    this.data = head;
  }

  async next() {
    for (;;) {
      const frame = this.take();
      if (frame !== null)
        return frame;
      const [more] = await once(this.socket, 'data', { signal: AbortSignal.timeout(5_000) }).catch((error) => {
        throw new Failed(error.name === 'AbortError' ? 'expected socket.io to answer on the WebSocket; came nothing' : `the WebSocket was cut: ${error.message}`);
      });
      this.data = Buffer.concat([this.data, more]);
    }
  }

  take() {
    const { data } = this;
    if (data.length < 4)
      return null;
    const start = data[1] === 126 ? 4 : 2;
    const end = start + (data[1] === 126 ? data.readUInt16BE(2) : data[1]);
    if (data.length < end)
      return null;
    this.data = data.subarray(end);
    return data.toString('utf8', start, end);
  }

  // A client must mask its frames; a mask of zeros is valid.
  send(text) {
    this.socket.write(Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)]));
  }
}

export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const checks = [
  { name: 'session', shows: 'a visitor gets a session and the token without which NodeBB refuses socket.io', run: session },
  { name: 'polling', shows: 'every request of a polling session reaches the worker that opened it', run: polling },
  { name: 'websocket', shows: 'socket.io answers on a WebSocket', run: websocket },
];

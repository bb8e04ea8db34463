// A raw engine.io client: polling requests and one WebSocket frame, so that every status and byte is visible.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './visitor.mjs';

export const path = (query) => `/socket.io/?${new URLSearchParams({ EIO: '4', ...query })}`;

export const handshake = (port, session, query = {}) =>
  ask(port, path({ transport: 'polling', ...(session.token && { _csrf: session.token }), ...query }), { cookie: session.cookie });

// Opens a polling session and joins the main namespace, like the page's script.
export async function connect(port, session) {
  const sid = JSON.parse((await handshake(port, session)).text.slice(1)).sid;
  const query = path({ transport: 'polling', sid });
  const send = (packet) => ask(port, query, { cookie: session.cookie, method: 'POST', body: packet, headers: { 'content-type': 'text/plain;charset=UTF-8' } });
  const receive = async () => (await ask(port, query, { cookie: session.cookie })).text.split('\x1e');
  const joined = await send('40');
  return { sid, query, joined, send, receive };
}

// All packets up to the wanted one or the timeout.
export async function receiveUntil(connection, wanted, limit = 5_000) {
  const packets = [];
  const deadline = pause(limit, null, { ref: false });
  while (!packets.some(wanted)) {
    const more = await Promise.race([connection.receive(), deadline]);
    if (!more)
      break;
    packets.push(...more);
  }
  return packets;
}

export function upgrade(port, session, query = {}) {
  return ask(port, path({ transport: 'websocket', ...(session.token && { _csrf: session.token }), ...query }), { cookie: session.cookie, headers: {
    connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64'),
  } });
}

// The text of the first frame; engine.io's open packet is far below the 64 KiB that need a longer header.
export async function firstFrame({ socket, head }) {
  const data = head.length > 2 ? head : (await once(socket, 'data'))[0];
  const start = data[1] === 126 ? 4 : 2;
  return data.subarray(start, start + (data[1] === 126 ? data.readUInt16BE(2) : data[1])).toString();
}

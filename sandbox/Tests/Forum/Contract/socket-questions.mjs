// socket.io: who may open a session, how its worker and another respond to it, and events between workers.
import { admin } from './processes.mjs';
import { connect, firstFrame, handshake, path, receiveUntil, upgrade } from './sockets.mjs';
import { ask, cookieOf, describe, form, newSession } from './visitor.mjs';

export async function socketQuestions([{ port }, { port: other }], say) {
  const session = await newSession(port);
  const short = (answer) => `${describe(answer)} | ${answer.text.replace(/"sid":"[\w-]{20}"/, '"sid":"<20 characters>"')}`;

  say('handshake with cookie and _csrf', short(await handshake(port, session)));
  say('handshake on the other worker', `${(await handshake(other, session)).status}`);
  say('handshake without _csrf', short(await handshake(port, { cookie: session.cookie })));
  say('handshake without a cookie', short(await handshake(port, { token: session.token })));
  say('handshake with the token of another session', `${(await handshake(port, { ...session, token: (await newSession(port)).token })).status}`);
  say('handshake with the token as a header', `${(await handshake(port, { cookie: session.cookie, token: '' })).status} ${(await ask(port, path({ transport: 'polling' }), session)).status}`);
  say('handshake from another origin', `access-control-allow-origin ${(await ask(port, path({ transport: 'polling', _csrf: session.token }), { ...session, headers: { origin: 'https://elsewhere.example' } })).headers['access-control-allow-origin']}`);
  say('handshake by POST', short(await ask(port, path({ transport: 'polling', _csrf: session.token }), { ...session, method: 'POST', body: '' })));
  say('no transport', short(await ask(port, '/socket.io/', session)));
  say('unknown transport', short(await handshake(port, session, { transport: 'pigeon' })));
  say('another version of the protocol', short(await handshake(port, session, { EIO: '3' })));
  say('OPTIONS', describe(await ask(port, path({ transport: 'polling' }), { ...session, method: 'OPTIONS', headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' } })));

  const connection = await connect(port, session);
  say('joining the namespace', short(connection.joined));
  const packets = await receiveUntil(connection, (packet) => packet.includes('setHostname'));
  say('first packets', packets.map((packet) => packet.replace(/"sid":"[\w-]{20}"/, '"sid":"<20 characters>"').replace(/("setHostname",)"[^"]*"/, '$1"<host>"')).join(' '));
  await connection.send('420["no.such.event",{}]');
  say('an unknown event', (await receiveUntil(connection, (packet) => packet.startsWith('430'))).at(-1));
  say('the session on the other worker, GET', short(await ask(other, connection.query, session)));
  say('the session on the other worker, POST', short(await ask(other, connection.query, { ...session, method: 'POST', body: '2' })));
  say('upgrade to WebSocket on the other worker', await refused(await upgrade(other, session, { sid: connection.sid })));

  const direct = await upgrade(port, session);
  say('WebSocket', `${direct.status} ${direct.headers.upgrade} | ${(await firstFrame(direct)).replace(/"sid":"[\w-]{20}"/, '"sid":"<20 characters>"')}`);
  direct.socket.destroy();
  say('WebSocket without _csrf', await refused(await upgrade(port, { cookie: session.cookie })));
  say('WebSocket without a cookie', await refused(await upgrade(port, { token: session.token })));

  await saysLogoutAcrossWorkers();

  async function saysLogoutAcrossWorkers() {
    const fields = form({ username: admin.NODEBB_ADMIN_USERNAME, password: admin.NODEBB_ADMIN_PASSWORD });
    const login = await ask(port, '/login', { ...fields, cookie: session.cookie, headers: { ...fields.headers, 'x-csrf-token': session.token } });
    const keeper = { cookie: cookieOf(login), token: session.token };
    const socket = await connect(port, keeper);
    const joined = await receiveUntil(socket, (packet) => packet.includes('setHostname'));
    say('checkSession when logged in', joined.find((packet) => packet.includes('checkSession')));
    await ask(other, '/logout', { ...keeper, method: 'POST' });
    say('logout on the other worker reaches this socket', (await receiveUntil(socket, (packet) => packet.includes('checkSession'))).at(-1));
  }
}

// A refusal may be a response, or bytes on the upgraded socket.
async function refused(answer) {
  const result = `${answer.status} ${answer.text ?? ''}`;
  answer.socket?.destroy();
  return result;
}

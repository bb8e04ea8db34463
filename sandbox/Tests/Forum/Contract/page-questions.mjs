// Pages, sessions and the visitor's address.
import { admin } from './processes.mjs';
import { ask, cookieOf, describe, form, headersOf, newSession, visitorAddress } from './visitor.mjs';

const login = { username: admin.NODEBB_ADMIN_USERNAME, password: admin.NODEBB_ADMIN_PASSWORD };
const configFields = ['relative_path', 'upload_url', 'asset_base_url', 'socketioTransports', 'socketioOrigins', 'websocketAddress', 'maxReconnectionAttempts', 'reconnectionDelay', 'maintenanceMode', 'siteTitle', 'loggedIn', 'uid'];

export async function pageQuestions([{ port }], say) {
  const config = await ask(port, '/api/config');
  const { 'content-type': _, etag: __, 'set-cookie': ___, ...shared } = headersOf(config);
  say('headers that all pages share', JSON.stringify(shared));

  const json = JSON.parse(config.text);
  say('GET /api/config', describe(config, shared));
  say('GET /api/config, fields', configFields.map((name) => `${name}=${JSON.stringify(json[name])}`).join(' '));
  say('GET /api/config, csrf_token', `${json.csrf_token.length} characters`);
  say('GET /api/config, cache-buster', /^v=\w{11,}$/.test(json['cache-buster']) ? 'v=<text>' : json['cache-buster']);

  for (const path of ['/ping', '/sping', '/api/nope', '/nope', '/socket.io/nope'])
    await sayPage(path);
  for (const path of ['/assets/client.css', '/assets/nodebb.min.js', '/assets/nope.css', '/assets/uploads/nope.png', '/favicon.ico', '/robots.txt'])
    say(`GET ${path}`, describe(await ask(port, path), shared));

  const asset = await ask(port, '/assets/client.css');
  say('an asset again, If-None-Match', describe(await ask(port, '/assets/client.css', { headers: { 'if-none-match': asset.headers.etag } }), shared));
  say('an asset with a cache-buster', describe(await ask(port, '/assets/client.css?v=12345678901'), shared));
  say('an asset with a range', describe(await ask(port, '/assets/client.css', { headers: { range: 'bytes=0-9' } }), shared).replace(/\/\d+/, '/<size>'));

  const html = { headers: { accept: 'text/html' } };
  const home = await ask(port, '/', html);
  say('GET /', describe(home, shared));
  say('GET /, assets named in it', [...new Set([...home.text.matchAll(/(?:href|src)="(\/assets\/(?:client\.css|nodebb\.min\.js)\?v=)/g)].map(([, url]) => url))].join(' '));
  say('GET /nope as a browser', describe(await ask(port, '/nope', html), shared));
  const api = await ask(port, '/api/');
  say('GET /api/', `${describe(api, shared)} | title ${JSON.parse(api.text).title}`);
  say('GET //ping', describe(await ask(port, '//ping'), shared));

  async function sayPage(path) {
    const answer = await ask(port, path);
    say(`GET ${path}`, `${describe(answer, shared)} | ${answer.text.replace(/"bodyClass":"[^"]*"/, '"bodyClass":"..."')}`);
  }
}

export async function visitorQuestions([{ port }, { port: other }], say) {
  const cookieFor = async (options) => cookieOf(await ask(port, '/api/config', options)) ? 'cookie' : 'no cookie';
  say('session over http', await cookieFor({ protocol: 'http' }));
  say('session without X-Forwarded-Proto', await cookieFor({ headers: { 'x-forwarded-proto': '' } }));
  say('session when X-Forwarded-Proto is "https, http"', await cookieFor({ protocol: 'https, http' }));
  say('session for a search engine', `${await cookieFor({ headers: { 'user-agent': 'Googlebot/2.1' } })}, token ${(await newSession(port, { headers: { 'user-agent': 'Googlebot/2.1' } })).token}`);
  const session = await newSession(port);
  say('the same session on the other worker', (await newSession(other, { cookie: session.cookie })).token === session.token ? 'same token, no new cookie' : 'another token');

  const post = (fields, options) => ask(port, '/login', { ...form(fields), ...options, headers: { ...form(fields).headers, ...(options.token && { 'x-csrf-token': options.token }) } });
  const short = (answer) => `${answer.status} ${answer.headers['content-type']} ${answer.text.slice(0, 80)}`;
  say('login without a token', short(await post(login, { cookie: session.cookie })));
  say('login without a cookie', short(await post(login, { token: session.token })));
  say('login with a wrong password', short(await post({ ...login, password: 'wrong-Horse-9-battery' }, session)));
  say('login with a short password', short(await post({ ...login, password: 'x' }, session)));
  say('login without a password', short(await post({ username: login.username }, session)));
  say('login as nobody', short(await post({ ...login, username: 'nobody' }, session)));

  const loggedIn = await post(login, { ...session, forwarded: `203.0.113.9, ${visitorAddress}` });
  say('login', `${loggedIn.status} ${headersOf(loggedIn)['set-cookie']} | ${loggedIn.text}`);
  const keeper = { cookie: cookieOf(loggedIn), token: session.token };
  say('login gives the session a new name', String(keeper.cookie !== session.cookie));
  const config = JSON.parse((await ask(port, '/api/config', keeper)).text);
  say('the token after login', config.csrf_token === session.token ? 'the same' : 'another');
  say('GET /api/config when logged in', `uid=${config.uid} loggedIn=${config.loggedIn}`);
  say('GET / when logged in', `cache-control ${(await ask(other, '/', { ...keeper, headers: { accept: 'text/html' } })).headers['cache-control']}`);

  await post(login, { ...await newSession(port), forwarded: visitorAddress });
  const profile = await ask(other, '/api/user/keeper', keeper);
  const user = JSON.parse(profile.text);
  say('GET /api/user/keeper as oneself', `${profile.status} cache-control=${profile.headers['cache-control']} uid=${user.uid} username=${user.username} userslug=${user.userslug} isSelf=${user.isSelf} isAdmin=${user.isAdmin}`);
  say('addresses of two logins, the newest first, the older one behind a visitor\'s own X-Forwarded-For', JSON.stringify(user.ips));
  const guest = JSON.parse((await ask(port, '/api/user/keeper', { cookie: (await newSession(port)).cookie })).text);
  say('GET /api/user/keeper as a guest', `ips=${guest.ips} isSelf=${guest.isSelf} isAdmin=${guest.isAdmin}`);
  say('GET /api/user/nobody', `${(await ask(port, '/api/user/nobody')).status}`);
  say('GET /api/user/Keeper, capital letter', `${(await ask(port, '/api/user/Keeper')).status}`);
  const me = await ask(port, '/api/me', keeper);
  say('GET /api/me', `${me.status} x-redirect=${me.headers['x-redirect']} ${me.text}`);
  say('GET /api/me as a guest', short(await ask(port, '/api/me', { cookie: (await newSession(port)).cookie })));

  say('logout without a token', short(await ask(port, '/logout', { method: 'POST', cookie: keeper.cookie })));
  const logout = await ask(port, '/logout', { method: 'POST', ...keeper });
  say('logout', `${short(logout)} | ${headersOf(logout)['set-cookie']?.replace(/Expires=-\d+ days from now/, 'Expires=long ago')}`);
  say('logout of nobody', short(await ask(port, '/logout', { method: 'POST', ...await newSession(port) })));
  const after = JSON.parse((await ask(other, '/api/config', { cookie: keeper.cookie })).text);
  say('the old session after logout', `uid=${after.uid}`);
}

// The commands that the host's scripts run, and how a worker starts, stops, or fails without what it needs.
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { admin, freePort, run, startWorker, writeConfig } from './processes.mjs';
import { connect, receiveUntil, upgrade } from './sockets.mjs';
import { ask, cookieOf, form, newSession } from './visitor.mjs';

const built = ['build/cache-buster', 'build/public/client.css', 'build/public/nodebb.min.js'];

export async function installQuestions(site, say) {
  const nodebb = (args, environment) => run(site, './nodebb', ['--config', site.config, ...args], environment);
  const found = (text, ...wanted) => wanted.map((words) => `${words}: ${text.includes(words) ? 'yes' : 'no'}`).join(', ');

  writeConfig(site);
  const lacking = await nodebb(['setup'], { NODEBB_ADMIN_USERNAME: 'Keeper' });
  say('setup that lacks values', `exit ${lacking.code}, ${found(lacking.text, 'required values are missing for automated setup', 'admin:password', 'admin:email')}`);
  writeConfig(site, { redis: { host: '127.0.0.1', port: site.redisPort, password: 'wrong', database: 0 } });
  const refused = await nodebb(['setup'], admin);
  say('setup with a wrong Redis password', `exit ${refused.code}, ${found(refused.text, 'WRONGPASS', 'NodeBB Setup Aborted')}`);
  const broken = await nodebb(['setup', '{not json']);
  say('setup with broken JSON', `exit ${broken.code}, ${found(broken.text, 'Invalid JSON passed as initial config value')}`);
  say('an unknown command', `exit ${(await nodebb(['no-such-command'])).code}`);

  writeConfig(site);
  const first = await nodebb(['setup'], admin);
  say('setup', `exit ${first.code}, ${found(first.text, 'NodeBB Setup Completed', 'Configuration Saved OK', 'Asset compilation successful', admin.NODEBB_ADMIN_PASSWORD)}`);
  say('setup, config.json', JSON.stringify(shape(JSON.parse(readFileSync(site.config, 'utf8')))));
  say('setup, built files', built.map((file) => `${file}: ${existsSync(join(site.forum, file)) ? 'yes' : 'no'}`).join(', '));

  const second = await nodebb(['setup', '--skip-build'], { ...admin, NODEBB_ADMIN_PASSWORD: 'another-Horse-7-staple' });
  say('setup again, another password', `exit ${second.code}, ${found(second.text, 'Administrator found, skipping Admin setup', 'NodeBB Setup Completed', 'Asset compilation successful')}`);
  const json = await nodebb(['setup', '--skip-build', JSON.stringify({ 'admin:username': 'Keeper', 'admin:password': 'x', 'admin:password:confirm': 'x', 'admin:email': 'a@example.org' })]);
  say('setup with JSON', `exit ${json.code}, ${found(json.text, 'Administrator found, skipping Admin setup')}`);
  const buster = readFileSync(join(site.forum, 'build/cache-buster'), 'utf8');
  const build = await nodebb(['build']);
  say('build', `exit ${build.code}, ${found(build.text, 'Asset compilation successful')}, new cache-buster: ${readFileSync(join(site.forum, 'build/cache-buster'), 'utf8') !== buster ? 'yes' : 'no'}`);
  const schema = await nodebb(['upgrade', '--schema']);
  say('upgrade --schema', `exit ${schema.code}, ${found(schema.text, 'Updating NodeBB data store schema', 'NodeBB Upgrade Complete!')}`);
}

export async function lifeQuestions(site, [primary, second], say) {
  const log = primary.process.text;
  say('log of the primary', ['Initializing NodeBB v4.11.2 https://forum.example.org', '🎉 NodeBB Ready', "Setting 'trust proxy' to true", `NodeBB is now listening on: 127.0.0.1:${primary.port}`, 'Canonical URL: https://forum.example.org', '[socket.io] Restricting access to origin: https://forum.example.org:*']
    .map((line) => log.includes(line) ? line.replace(`${primary.port}`, '<port>') : `(not: ${line})`).join(' / '));
  say('log line', log.split('\n').find((line) => line.includes('NodeBB Ready')).replace(/^[\d-]+T[\d:.]+Z/, '<time>').replace(/\[\d+\/\d+\]/, '[<port>/<pid>]'));
  say('the second worker names itself as initializing', String(second.process.text.includes('Initializing NodeBB')));
  const busy = await run(site, 'node', ['app.js'], { port: `${second.port}`, isCluster: 'true', isPrimary: 'false', config: site.config });
  say('a worker on a busy port', `exit ${busy.code}, ${busy.text.includes('NodeBB address in use') ? 'says so' : 'does not say so'}`);

  const session = await newSession(primary.port);
  const socket = (await upgrade(primary.port, session)).socket;
  const polling = await connect(primary.port, session);
  await receiveUntil(polling, (packet) => packet.includes('setHostname')); // the last unsolicited packet
  const waiting = polling.receive().then(() => 'answered', (error) => error.code);
  await pause(500); // until the worker is processing the request
  const closed = once(socket.resume(), 'close').then(() => 'cut');
  socket.on('error', () => {});
  const asked = performance.now();
  primary.process.kill('SIGTERM');
  say('SIGTERM', `exit ${await primary.process.done}, within ${performance.now() - asked < 2_000 ? 'two seconds' : 'more than two seconds'}, WebSocket ${await closed}, waiting request ${await waiting}`);
  say('SIGTERM, log', ['[app] Shutdown (SIGTERM/SIGINT/SIGQUIT) Initialised.', '[app] Web server closed to connections.', '[app] Shutdown complete.'].map((line) => primary.process.text.includes(line) ? 'yes' : 'no').join(' '));
  const refused = await ask(second.port, polling.query, session);
  say('its session on the worker that remains', `${refused.status} ${refused.text}`);
  say('the login session on the worker that remains', (await newSession(second.port, { cookie: session.cookie })).token === session.token ? 'kept' : 'lost');
  await sayTrust(site, say);
  await sayUploads(site, say);
  await sayLockout(second.port, say);
  await sayUnbuilt(site, say);
  await sayUnconfigured(site, say);

  writeConfig(site, { redis: { host: '127.0.0.1', port: await freePort(), password: 'x', database: 0 } });
  const alone = await run(site, 'node', ['app.js'], { port: `${await freePort()}`, isCluster: 'true', isPrimary: 'true', config: site.config });
  say('a worker without Redis', `exit ${alone.code}, ${alone.text.includes('ECONNREFUSED') ? 'says so' : 'does not say so'}`);
}

// One key decides which X-Forwarded-For element is the visitor and whether X-Forwarded-Proto is trusted.
async function sayTrust(site, say) {
  for (const trust of [1, false, 'loopback']) {
    writeConfig(site, { trust_proxy: trust });
    await withWorker(site, async (port) => {
      const session = await newSession(port);
      say(`trust_proxy ${JSON.stringify(trust)}`, session.cookie ? `cookie, address ${await addressAfterLogin(port, session)}` : 'no cookie');
    });
  }
}

async function addressAfterLogin(port, session) {
  const fields = form({ username: admin.NODEBB_ADMIN_USERNAME, password: admin.NODEBB_ADMIN_PASSWORD });
  const login = await ask(port, '/login', { ...fields, cookie: session.cookie, forwarded: '203.0.113.9, 198.51.100.8', headers: { ...fields.headers, 'x-csrf-token': session.token } });
  return JSON.parse((await ask(port, '/api/user/keeper', { cookie: cookieOf(login) })).text).ips[0];
}

async function sayUploads(site, say) {
  const uploads = join(site.folder, 'uploads');
  mkdirSync(join(uploads, 'files'), { recursive: true });
  for (const name of ['1700000000000-page.html', '1700000000000-photo.png'])
    writeFileSync(join(uploads, 'files', name), 'text');
  writeConfig(site, { upload_path: uploads });
  await withWorker(site, async (port) => {
    for (const name of ['1700000000000-page.html', '1700000000000-photo.png']) {
      const { status, headers } = await ask(port, `/assets/uploads/files/${name}`);
      say(`an upload outside the release, ${name}`, `${status} ${headers['content-disposition']} ${headers['cache-control']} ${headers['content-type']}`);
    }
  });
}

async function sayLockout(port, say) {
  const session = await newSession(port);
  const fields = form({ username: admin.NODEBB_ADMIN_USERNAME, password: 'wrong-Horse-9-battery' });
  const answers = [];
  for (let attempt = 0; attempt < 7; attempt++)
    answers.push((await ask(port, '/login', { ...fields, cookie: session.cookie, headers: { ...fields.headers, 'x-csrf-token': session.token } })).text);
  say('seven logins with a wrong password', answers.join(' '));
}

// A release without built assets still runs and answers 200.
async function sayUnbuilt(site, say) {
  const folder = join(site.forum, 'build/public');
  writeConfig(site);
  renameSync(folder, `${folder}.away`);
  try {
    await withWorker(site, async (port) => {
      const home = await ask(port, '/', { headers: { accept: 'text/html' } });
      say('without a build, GET /', `${home.status} ${home.headers['content-type']} ${home.text.includes('Failed to lookup view! Did you run `./nodebb build`?') ? 'says so' : 'does not say so'}`);
      say('without a build, GET /ping and /api/config', `${(await ask(port, '/ping')).status} ${(await ask(port, '/api/config')).status}`);
      say('without a build, GET /assets/client.css', `${(await ask(port, '/assets/client.css')).status}`);
    });
  } finally {
    renameSync(`${folder}.away`, folder);
  }
}

async function sayUnconfigured(site, say) {
  await withWorker(site, async (port) => {
    for (const path of ['/ping', '/api/config'])
      say(`without config.json, GET ${path}`, await ask(port, path, { headers: { accept: 'text/html' } }).then(({ status, headers }) => `${status} ${headers['content-type']}`));
  }, { config: join(site.folder, 'missing.json') });
}

async function withWorker(site, action, environment) {
  const worker = await startWorker(site, false, environment);
  await action(worker.port);
  worker.process.kill('SIGKILL');
  await worker.process.done;
}

const shape = (value) => Array.isArray(value) ? value : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)])) : typeof value;

// A forum of two workers with its own Redis, from a checkout with node_modules: set up, started and stopped as on the host.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const domain = 'forum.example.org';
export const admin = { NODEBB_ADMIN_USERNAME: 'Keeper', NODEBB_ADMIN_PASSWORD: 'correct-Horse-9-battery', NODEBB_ADMIN_EMAIL: 'keeper@example.org' };
export const redisPassword = 'only-for-this-test';
// The forum's Redis permissions on a host (redis.conf).
const forumUser = ['--user', 'default', 'reset', 'on', `>${redisPassword}`, '~*', '&*', '+@all', '-@admin', '-@dangerous', '-@scripting', '+info', '+keys'];

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

export function newSite(forum) {
  const folder = mkdtempSync(join(tmpdir(), 'nodebb-infra-forum-'));
  return { forum, folder, config: join(folder, 'config.json'), running: new Set(), inherited: cleanEnvironment() };
}

// nconf reads the whole environment, so the machine's variables must not reach it.
function cleanEnvironment() {
  const { PATH, HOME, LANG } = process.env;
  return { PATH, HOME, LANG, NODE_ENV: 'production' };
}

export async function startRedis(site) {
  site.redisPort = await freePort();
  const redis = start(site, 'redis-server', ['--port', `${site.redisPort}`, '--bind', '127.0.0.1', ...forumUser, '--save', '', '--dir', site.folder]);
  await until(() => accepts(site.redisPort), 'Redis to listen');
  return redis;
}

export function writeConfig(site, changes = {}) {
  const config = {
    url: `https://${domain}`, secret: 'a-secret-for-this-test', database: 'redis', port: [4567, 4568], bind_address: '127.0.0.1',
    redis: { host: '127.0.0.1', port: site.redisPort, password: redisPassword, database: 0 }, ...changes,
  };
  writeFileSync(site.config, JSON.stringify(config));
}

// As the control panel does; workers read it at startup.
export function setSetting(site, name, value) {
  execFileSync('redis-cli', ['-p', `${site.redisPort}`, 'hset', 'config', name, `${value}`], { env: { ...process.env, REDISCLI_AUTH: redisPassword } });
}

export async function startWorker(site, isPrimary, environment = {}) {
  const port = await freePort();
  const worker = start(site, 'node', ['app.js'], { port: `${port}`, isCluster: 'true', isPrimary: `${isPrimary}`, config: site.config, ...environment });
  await until(async () => worker.exitCode !== null || await accepts(port), `a worker to listen on ${port}`, () => worker.text);
  return { port, process: worker };
}

export function start(site, program, args, environment = {}) {
  const child = spawn(program, args, { cwd: site.forum, env: { ...site.inherited, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  child.text = '';
  child.stdout.on('data', (data) => { child.text += data; });
  child.stderr.on('data', (data) => { child.text += data; });
  child.done = once(child, 'exit').then(([code, signal]) => signal ?? code);
  site.running.add(child);
  return child;
}

// Runs a command that should exit: returns its exit code, or "still running".
export async function run(site, program, args, environment = {}, limit = 240_000) {
  const child = start(site, program, args, environment);
  const code = await Promise.race([child.done, pause(limit, 'still running', { ref: false })]);
  if (code === 'still running')
    child.kill('SIGKILL');
  return { code, text: child.text };
}

export async function stopAll(site) {
  for (const child of site.running) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await child.done;
    }
  }
  rmSync(site.folder, { recursive: true });
}

export async function until(condition, what, detail = () => '', limit = 60_000) {
  for (const deadline = Date.now() + limit; !await condition(); await pause(50)) {
    if (Date.now() > deadline)
      throw new Error(`waited ${limit / 1000} s for ${what}\n${detail()}`);
  }
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
}

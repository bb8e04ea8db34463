// nginx with the stack's rendered files, Redis, and three workers of a forum, with their real ports and addresses.
import { execFileSync } from 'node:child_process';
import { chownSync, lstatSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { admin, newSite, run, setSetting, start, startRedis, stopAll, until, writeConfig } from '../Forum/Contract/processes.mjs';
import { ask } from '../Forum/Contract/visitor.mjs';

export const ports = [4567, 4568, 4569];
const forum = join(import.meta.dirname, '../../../components/Origin/Forum');
const preload = join(forum, 'worker.mjs');

/** The origin's own addresses, and some of Cloudflare's as the edge's sources. */
export const originAddresses = { 4: '192.0.2.10', 6: '2001:db8::10' };
export const edgeAddresses = ['173.245.48.5', '103.21.244.5', '108.162.192.5', '162.158.0.5', '172.64.0.5', '2400:cb00::5', '2606:4700::5', '2a06:98c0::5'];
/** Clients that know the origin's address and bypass Cloudflare. */
export const strangers = { 4: '203.0.113.9', 6: '2001:db8:bad::9' };

/** Publishes the build's assets like a deployment, as the owner of the forum's files, and returns the build's cache-buster. */
export function publish(owner = 0) {
  const assets = join(process.env.NGINX_ROOT, 'opt/nodebb/assets');
  const build = readFileSync(join(process.env.FORUM, 'build/cache-buster'), 'utf8');
  const folder = join(assets, build);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  chownSync(folder, owner, owner);
  execFileSync('setpriv', [`--reuid=${owner}`, `--regid=${owner}`, '--clear-groups', 'bash', join(forum, 'public.sh'), folder], { cwd: process.env.FORUM });
  const served = join(assets, 'served');
  if (lstatSync(served, { throwIfNoEntry: false }) && readlinkSync(served) !== build)
    renameSync(served, join(assets, 'before'));
  rmSync(served, { force: true });
  symlinkSync(build, served);
  return build;
}

/** Starts everything; the workers also load `more` modules, and `settings` are the administrator's. */
export async function startOrigin(more = [], settings = {}) {
  for (const address of [...Object.values(originAddresses), ...edgeAddresses, ...Object.values(strangers)])
    execFileSync('ip', ['address', 'add', address, 'dev', 'lo', ...(address.includes(':') ? ['nodad'] : [])]);

  const site = newSite(process.env.FORUM);
  // nginx finds them at the host's path in its root folder.
  const sockets = join(process.env.NGINX_ROOT, 'var/lib/nodebb/workers');
  mkdirSync(sockets, { recursive: true });
  await startRedis(site);
  writeConfig(site, { port: ports, trust_proxy: 1 });
  const setup = await run(site, './nodebb', ['--config', site.config, 'setup'], admin);
  if (!setup.text.includes('NodeBB Setup Completed'))
    throw new Error(setup.text);
  publish();

  for (const [name, value] of Object.entries(settings))
    setSetting(site, name, value);

  const workers = new Map();
  const startWorker = async (port) => {
    const imports = [preload, ...more].flatMap((module) => ['--import', module]);
    const worker = start(site, 'node', [...imports, 'app.js'], { port: `${port}`, isCluster: 'true', isPrimary: `${port === ports[0]}`, config: site.config, NODEBB_INFRA_WORKERS: sockets });
    workers.set(port, worker);
    await until(async () => (await ask(port, '/ping').catch(() => null))?.status === 200, `the worker on ${port}`, () => worker.text);
  };
  await Promise.all(ports.map(startWorker));
  const nginx = start(site, 'chroot', [process.env.NGINX_ROOT, 'nginx', '-g', 'daemon off;']);
  await until(async () => nginx.exitCode !== null || await ask(80, '/').then(() => true, () => false), 'nginx', () => nginx.text);

  return {
    stop: () => stopAll(site),
    startWorker,
    async killWorker(port) {
      workers.get(port).kill('SIGKILL');
      await workers.get(port).done;
    },
  };
}

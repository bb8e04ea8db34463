// Prints who answers for symlinks and dotfiles below /assets/, and what Cloudflare may cache of it.
import { execFileSync } from 'node:child_process';
import { chownSync, lchownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publish, startOrigin } from '../LocalOrigins/origin.mjs';
import { Visitor } from '../LocalOrigins/visitor.mjs';

const [forum, somebody, other] = [4711, 4712, 4713];
const assets = join(process.env.FORUM, 'build/public');
const write = (path, owner) => {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, 'a file');
  chownSync(path, owner, owner);
};
const link = (target, name) => {
  symlinkSync(target, join(assets, name));
  lchownSync(join(assets, name), forum, forum);
};

const origin = await startOrigin([join(import.meta.dirname, '../Policy/tell-request.mjs')]);
try {
  execFileSync('chown', ['-R', '-h', `${forum}:${forum}`, process.env.FORUM]);
  const modules = join(process.env.FORUM, 'plugin/static');
  write(join(modules, 'plugin.css'), forum);
  chownSync(modules, forum, forum);
  write(join(process.env.FORUM, 'secrets/log.txt'), somebody);
  chownSync(join(process.env.FORUM, 'secrets'), other, other);
  for (const name of ['.env', '.git/config', 'plugins/.cache/x.js'])
    write(join(assets, name), forum);
  link('../../plugin/static/plugin.css', 'linked.css');
  link('../../plugin/static', 'linked');
  link('../../secrets/log.txt', 'log.txt');
  link('../../secrets', 'secrets');
  link('log.txt', 'log-by-two-links.txt');
  link('.', 'circle');
  link('../../nowhere', 'dangling.css');
  const build = publish(forum);
  // Whatever somebody puts among the published files later: NodeBB's workers cannot.
  const published = join(process.env.NGINX_ROOT, 'opt/nodebb/assets', build);
  symlinkSync('/etc/hostname', join(published, 'later.txt'));

  const visitor = await new Visitor('192.0.2.77').open();
  for (const path of ['client.css', 'linked.css', 'linked/plugin.css', 'log.txt', 'secrets/log.txt', 'log-by-two-links.txt', 'later.txt', 'circle/client.css', 'dangling.css', '.env', '%2eenv', '.git/config', 'plugins/.cache/x.js', 'nothing.css']) {
    const { headers, status } = await visitor.ask(`/assets/${path}`);
    const by = headers['x-asked'] ? `NodeBB, ${status}` : `nginx, ${status}`;
    console.log(`/assets/${path} => ${by}, for browsers ${headers['cache-control'] ?? 'nothing'}, for Cloudflare ${headers['cloudflare-cdn-cache-control'] ?? 'the same'}`);
  }
} finally {
  await origin.stop();
}
process.exit();

// Prints a record per line for every file that the users of the forum, Redis and nginx do not own: path, owner, mode, type, link, content.
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const users = new Map(readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':')).filter((cells) => cells.length > 3).map(([name, , uid]) => [Number(uid), name]));
const own = ['nodebb', 'redis', 'www-data'];
const left = ['/proc', '/sys', '/dev', '/run/systemd', '/run/udev', '/run/log', '/run/user', '/run/dbus', '/run/host', '/run/credentials', '/run/nodebb-attack', '/var/log/journal', '/var/lib/systemd', '/var/log/letsencrypt', '/var/log/nodebb-infra'];
// Their contents change all the time; owner and mode do not.
const running = ['/var/log/', '/run/', '/var/lib/apt/', '/var/cache/', '/etc/resolv.conf', '/etc/hosts'];
// Large, and root's: the inode's change time is enough.
const large = ['/usr/lib/', '/usr/share/', '/usr/bin/', '/usr/sbin/', '/opt/node/', '/var/lib/dpkg/'];
const kinds = [['isFile', 'file'], ['isDirectory', 'folder'], ['isSymbolicLink', 'link'], ['isFIFO', 'pipe'], ['isSocket', 'socket']];
const begins = (path, list) => list.some((start) => path.startsWith(start));

function content(path, stat) {
  if (!stat.isFile() || begins(path, running))
    return '';
  if (begins(path, large) || stat.size > 5_000_000)
    return `${stat.size} ${stat.ctimeMs}`;
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
}

function walk(path) {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  const owner = stat && (users.get(stat.uid) ?? String(stat.uid));
  // A release belongs to the forum, whoever owns single files in it.
  if (!stat || own.includes(owner) || left.includes(path) || /^\/opt\/nodebb\/releases\/[^/]+$|\/systemd-private-[^/]+$/.test(path))
    return;
  try {
    const kind = kinds.find(([is]) => stat[is]())?.[1] ?? 'device';
    console.log(JSON.stringify([path, `${owner}:${stat.gid}`, (stat.mode & 0o7777).toString(8), kind, kind === 'link' ? readlinkSync(path) : '', content(path, stat)]));
    if (kind === 'folder')
      readdirSync(path).sort().forEach((name) => walk(join(path, name)));
  } catch (error) {
    if (error.code !== 'ENOENT')
      throw error;
  }
}

walk('/');

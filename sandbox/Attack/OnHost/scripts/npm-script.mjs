// npm runs this for a hostile package: it tries what must not work and records what did in its own folder.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const home = join(import.meta.dirname, '..');
const record = join(home, process.argv[2] ?? 'attack-record');
const note = (...cells) => appendFileSync(record, `${cells.join('\t')}\n`);

function attempt(name, act) {
  try {
    note('got', name, act() ?? '');
  } catch (error) {
    note('refused', name, error.code ?? error.message);
  }
}

writeFileSync(record, '');
note('cgroup', readFileSync('/proc/self/cgroup', 'utf8').trim());
note('user', execFileSync('id', ['-un']).toString().trim());
attempt('read /etc/nodebb/config.json', () => `${readFileSync('/etc/nodebb/config.json', 'utf8').length} characters`);
attempt('read /etc/nodebb/worker.env', () => `${readFileSync('/etc/nodebb/worker.env', 'utf8').length} characters`);
for (const folder of ['/var/tmp', '/tmp', '/etc', '/usr/local/lib', '/run/lock', '/var/log', '/opt/nodebb'])
  attempt(`write ${folder}`, () => writeFileSync(join(folder, 'attack-npm'), 'attack'));

// Environments of processes outside of this installation.
const own = readFileSync('/proc/self/cgroup', 'utf8');
for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
  try {
    if (readFileSync(`/proc/${pid}/cgroup`, 'utf8') !== own && readFileSync(`/proc/${pid}/environ`, 'utf8').length > 0) {
      note('got', 'environment of another process', `${pid} ${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}`);
      break;
    }
  } catch {
    // Hidden, or it has exited.
  }
}

// A process that outlives npm.
spawn('bash', ['-c', 'exec -a attack-left-behind sleep 900'], { detached: true, stdio: 'ignore' }).on('error', () => {}).unref();
note('done');
for (let i = 0; i < 80 && !existsSync(`${record}-go`); i++)
  await pause(100);

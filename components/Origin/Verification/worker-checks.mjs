// Whether each worker runs: its unit's main process answers on its port with a session of this forum, and still does some seconds later. A
// unit in a restart loop is active most of the time, and another program may be answering on its port.
import { execFile } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from './forum-checks.mjs';
import { listeners, onLoopbackOnly } from './loopback-checks.mjs';
import { expect, Failed, visitor } from './visitor.mjs';

// Longer than RestartSec in nodebb@.service.
const apartMilliseconds = 3_000;

async function workers(_, settings, signal) {
  const before = await look(settings, signal);
  await pause(apartMilliseconds, undefined, { signal });
  const after = await look(settings, signal);
  settings.ports.forEach((port, i) => expect(before[i].MainPID === after[i].MainPID, `nodebb@${port} to run on`, `another process than ${apartMilliseconds / 1_000} s before: systemd starts it again and again${journal(port)}`));
  return `${settings.ports.length} of ${settings.ports.length} active, on loopback`;
}

async function look(settings, signal) {
  const { ports } = settings;
  const units = await show(ports.map((port) => `nodebb@${port}`));
  const active = units.filter(({ ActiveState }) => ActiveState === 'active').length;
  const others = ports.map((port, i) => `nodebb@${port} is ${units[i].ActiveState}`).filter((_, i) => units[i].ActiveState !== 'active');
  expect(active === ports.length, `${ports.length} of ${ports.length} active`, `${active}: ${others.join(', ')} (journalctl -u 'nodebb@*')`);
  await Promise.all(ports.map(async (port, i) => {
    onLoopbackOnly(port);
    expect(holds(units[i].MainPID, port), `the process of nodebb@${port} to listen on port ${port}`, `another program${journal(port)}`);
    await session(settings, port, signal);
  }));
  return units;
}

// Sends the headers that nginx sends: the visit was https, through one trusted proxy.
async function session({ domain, sessionCookie }, port, signal) {
  const visit = visitor({ domain, sessionCookie, edge: '127.0.0.1', httpPort: port }, signal);
  const answer = await visit.get(`http://${domain}/api/config`, { headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' } });
  expect(answer.status === 200 && typeof parse(answer.text)?.csrf_token === 'string' && visit.cookieOf(answer), `nodebb@${port} to open a session`, answer);
}

const journal = (port) => ` (journalctl -u nodebb@${port})`;

/** Whether a process has a listening socket on the port. */
function holds(pid, port) {
  const sockets = new Set(listeners(port).map(({ inode }) => `socket:[${inode}]`));
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false; // It was closed meanwhile.
      }
    });
  } catch {
    return false; // The process has ended.
  }
}

// The properties of each unit: NAME=value lines, with an empty line between units.
function show(units) {
  return new Promise((resolve, reject) => {
    execFile('systemctl', ['show', '--property=ActiveState,MainPID', ...units], { timeout: 5_000 }, (error, output) => {
      if (error)
        return reject(new Failed(`systemctl: ${error.message}`));
      const blocks = output.trim().split('\n\n').map((block) => Object.fromEntries(block.split('\n').map((line) => line.split('='))));
      resolve(units.map((_, i) => blocks[i] ?? { ActiveState: 'unknown' }));
    });
  });
}

export const checks = [
  { name: 'workers', shows: 'every worker runs, keeps running, and can be reached from this host only', run: workers },
];

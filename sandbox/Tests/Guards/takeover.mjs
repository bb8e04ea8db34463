// Prints whether requests fail while a worker restarts: with a spare worker, without one, and without the takeover. Half of the requests open
// a connection each, half share some, as nginx's do. Runs in a network namespace of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const port = 4567;
const worker = join(import.meta.dirname, 'takeover-worker.mjs');
const preload = join(import.meta.dirname, '../../../components/Origin/Forum/takeover.mjs');

async function start(sockets, imports, environment = {}) {
  const child = spawn(process.execPath, [...imports, worker], { env: { ...process.env, port, NODEBB_INFRA_WORKERS: sockets, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

async function end(child) {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

// As nginx: an idle connection is closed after 4 s, and a request that is refused goes to the next worker; here is none.
const agents = [new Agent({ keepAlive: true, timeout: 4_000 }), new Agent({ keepAlive: false })];
function ask(number) {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', agent: agents[number % 2], method: number % 5 ? 'GET' : 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => resolve(text)).on('error', reject);
    });
    sent.on('error', reject).end();
  });
}

async function failuresDuring(work) {
  let isOver = false;
  const failed = [];
  const visitors = Array.from({ length: 20 }, async (_, first) => {
    for (let number = first; !isOver; number += 20)
      await ask(number).catch(async (error) => { failed.push(error.code ?? error.message); await pause(5); });
  });
  await pause(500);
  await work();
  await pause(500);
  isOver = true;
  await Promise.all(visitors);
  return failed;
}

async function restart(imports, hasSpare, first = imports) {
  const sockets = mkdtempSync(join(tmpdir(), 'w-'));
  const stopping = await start(sockets, first);
  let next;
  const failed = await failuresDuring(async () => {
    const spare = hasSpare && await start(sockets, imports, { NODEBB_INFRA_PLACE: 'spare', NODEBB_INFRA_PORTS: `${port}` });
    if (spare) {
      spare.kill('SIGUSR2');
      await pause(500);
    }
    await end(stopping);
    // Whoever serves now, it is the spare one.
    if (spare && await ask(0) !== 'spare')
      throw new Error('The spare worker did not take the port over.');
    next = await start(sockets, imports);
    if (spare)
      await end(spare);
  });
  await end(next);
  return failed.length === 0 ? 'no request failed' : `requests failed${process.env.VERBOSE ? `: ${failed.length} ${[...new Set(failed)]}` : ''}`;
}

const takeover = ['--import', preload];
const rounds = Number(process.env.ROUNDS ?? 3);
for (let round = 1; round <= rounds; round += 1)
  console.log(`with a spare worker: ${await restart(takeover, true)}`);
await restart(takeover, true, []);
console.log('the spare worker takes over from one that does not share its port');
console.log(`without a spare worker: ${await restart(takeover, false)}`);
console.log(`without the takeover: ${await restart([], false)}`);
process.exit();

// NodeBBInfra: asks the forum what a visitor would, and says what holds.
//
//   nodebb-verify [--wait <seconds>] [--settings <file>]
//
// One line per check: name, "ok" or "FAILED", what was seen. Status 0 when all hold, 1 when one does not, 2 when there is nothing to ask with.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { assetCache, httpsRedirect, socketNeverCached, wwwRedirect } from './edge-checks.mjs';
import { polling, session, websocket } from './forum-checks.mjs';
import { certificate, visitorAddress } from './host-checks.mjs';
import { redis } from './loopback-checks.mjs';
import { keepSecret, plain } from './plain.mjs';
import { Failed, visitor } from './visitor.mjs';
import { workers } from './worker-checks.mjs';

const checks = {
  session,
  polling,
  websocket,
  'www-redirect': wwwRedirect,
  'https-redirect': httpsRedirect,
  'asset-cache': assetCache,
  'socket-never-cached': socketNeverCached,
  certificate,
  'visitor-address': visitorAddress,
  workers,
  redis,
};
const limitSeconds = 9;
const pauseMilliseconds = 3_000;

async function run(name, settings) {
  const signal = AbortSignal.timeout(limitSeconds * 1_000);
  try {
    return { name, ok: true, detail: await checks[name](visitor(settings, signal), settings, signal) };
  } catch (error) {
    return { name, ok: false, final: error.final, detail: error instanceof Failed ? error.message : `${error.name}: ${error.message}` };
  }
}

// A new deployment takes a moment to reach all of Cloudflare, so what does not hold is asked again, as long as there is time for it.
async function runAll(settings, waitSeconds) {
  const deadline = Date.now() + waitSeconds * 1_000;
  let results = await Promise.all(Object.keys(checks).map((name) => run(name, settings)));
  while (results.some(again) && Date.now() < deadline) {
    await pause(pauseMilliseconds);
    results = await Promise.all(results.map((result) => (again(result) ? run(result.name, settings) : result)));
  }
  return results;
}

const again = ({ ok, final }) => !ok && !final;

function show(results) {
  const rows = results.map(({ name, ok, detail }) => [name, ok ? 'ok' : 'FAILED', plain(detail.replace(/\s+/g, ' '))]);
  if (!process.stdout.isTTY)
    return rows.map((row) => row.join('\t')).join('\n');
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, result, detail]) => `${name.padEnd(width)}  ${result.padEnd(6)}  ${detail}`).join('\n');
}

function readSettings(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(error.code === 'EACCES' ? 'nodebb-verify: only root may do this (sudo nodebb-verify)' : `nodebb-verify: ${file}: ${error.message}`);
    process.exit(2);
  }
}

const { values } = parseArgs({ options: { wait: { type: 'string', default: '0' }, settings: { type: 'string', default: '/etc/nodebb-infra/verify.json' } } });
const settings = readSettings(values.settings);
keepSecret(settings.secretsFolder);
const results = await runAll(settings, Number(values.wait));
console.log(show(results));
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

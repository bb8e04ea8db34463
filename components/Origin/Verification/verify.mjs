// NodeBBInfra: uses the forum as a visitor does, and reports which checks pass.
//
//   nodebb-verify [--wait <seconds>] [--settings <file>]
//   nodebb-verify --list
//   nodebb-verify --drift (drift.sh)
//
// One line per check: name, "ok" or "FAILED", details. Exit code 0: all pass. 1: a check fails. 2: the settings are missing or invalid.
// --list prints each check's name and what it shows.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { checks as edgeChecks } from './edge-checks.mjs';
import { checks as forumChecks } from './forum-checks.mjs';
import { checks as hostChecks } from './host-checks.mjs';
import { checks as loopbackChecks } from './loopback-checks.mjs';
import { keepSecret, plain } from './plain.mjs';
import { Failed, visitor } from './visitor.mjs';
import { checks as workerChecks } from './worker-checks.mjs';

const checks = [...forumChecks, ...edgeChecks, ...hostChecks, ...workerChecks, ...loopbackChecks];
const limitSeconds = 9;
const pauseMilliseconds = 3_000;

async function run(check, settings) {
  const signal = AbortSignal.timeout(limitSeconds * 1_000);
  try {
    return { check, ok: true, detail: await check.run(visitor(settings, signal), settings, signal) };
  } catch (error) {
    return { check, ok: false, final: error.final, detail: error instanceof Failed ? error.message : `${error.name}: ${error.message}` };
  }
}

// A change takes a moment to reach all of Cloudflare, so retry failed checks until the timeout.
async function runAll(settings, waitSeconds) {
  const deadline = Date.now() + waitSeconds * 1_000;
  const applicable = checks.filter(({ applies }) => applies?.(settings) ?? true);
  let results = await Promise.all(applicable.map((check) => run(check, settings)));
  while (results.some(again) && Date.now() < deadline) {
    await pause(pauseMilliseconds);
    results = await Promise.all(results.map((result) => (again(result) ? run(result.check, settings) : result)));
  }
  return results;
}

const again = ({ ok, final }) => !ok && !final;

const show = (results) => table(results.map(({ check, ok, detail }) => [check.name, ok ? 'ok' : 'FAILED', plain(detail.replace(/\s+/g, ' '))]));

// Columns for people, tabs for programs.
function table(rows) {
  if (!process.stdout.isTTY)
    return rows.map((row) => row.join('\t')).join('\n');
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n');
}

function readSettings(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(error.code === 'EACCES' ? 'nodebb-verify: only root may do this (sudo nodebb-verify)' : `nodebb-verify: ${file}: ${error.message}`);
    process.exit(2);
  }
}

function readArguments() {
  try {
    const { values } = parseArgs({ options: {
      list: { type: 'boolean', default: false },
      wait: { type: 'string', default: '0' },
      settings: { type: 'string', default: '/etc/nodebb-infra/verify.json' },
    } });
    if (!/^\d+$/.test(values.wait))
      throw new Error(`--wait takes a number of seconds, not '${values.wait}'`);
    return values;
  } catch (error) {
    console.error(`nodebb-verify: ${error.message}\nusage: nodebb-verify [--wait <seconds>] [--settings <file>] | --list | --drift`);
    process.exit(2);
  }
}

const values = readArguments();
if (values.list) {
  console.log(table(checks.map(({ name, shows }) => [name, shows])));
  process.exit(0);
}
const settings = readSettings(values.settings);
keepSecret(settings.secretsFolder);
const results = await runAll(settings, Number(values.wait));
console.log(show(results));
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

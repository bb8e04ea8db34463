// Placeholders for secrets: the same for the same secret, and of a form that the program's checks accept.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = new Map();

/** The placeholder of a secret; what follows it, such as a newline, stays. The name says which secret it is. */
export function placeholder(secret, name) {
  const text = normal(secret);
  if (text === '') return secret;
  if (!made.has(text)) {
    made.set(text, { name, instead: text.startsWith('-----BEGIN ') ? newKey() : `placeholder${made.size}`.padEnd(40, 'x') });
  }
  return made.get(text).instead + secret.slice(secret.trimEnd().length);
}

/** The lines of all secrets that have one, with their names, without those that every key has and those too short to mean anything. */
export function secretLines() {
  const harmless = new Set([...made.values()].flatMap(({ instead }) => instead.split('\n')));
  return [...made]
    .flatMap(([text, { name }]) => text.split('\n').map((line) => ({ line, name })))
    .filter(({ line }) => line.length >= 8 && !harmless.has(line));
}

// The program trims tokens and keys.
const normal = (secret) => secret.replaceAll('\r\n', '\n').trim();

function newKey() {
  const folder = mkdtempSync(join(tmpdir(), 'placeholder-'));
  try {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'placeholder', '-f', join(folder, 'key')]);
    return readFileSync(join(folder, 'key'), 'utf8').trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

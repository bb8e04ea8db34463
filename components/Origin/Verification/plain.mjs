// Makes a text from a forum or a program safe to show: no secrets, no terminal control sequences.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const secrets = [];
let secret = /(?!)/g;

/** Masks the lines of a folder's files from now on. Each line separately, because a key has several. */
export function keepSecret(folder) {
  for (const name of readdirSync(folder))
    secrets.push(...readFileSync(join(folder, name), 'utf8').split(/[\r\n]+/).filter((line) => line.length >= 6));
  secrets.sort((one, other) => other.length - one.length);
  if (secrets.length > 0)
    secret = new RegExp(secrets.map((value) => value.replace(/[^A-Za-z0-9]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('|'), 'g');
}

const masked = (text) => text.replace(secret, '[secret]');

// ECMA-48, 5.4 and 5.6: whole control sequences and control strings, in 7 or 8 bits.
const sequences = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\n\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]/g;
// Control characters, bidirectional overrides and invisible characters.
const controls = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Default_Ignorable_Code_Point}]/gu;

/** Masks secrets before cutting, so no part of one stays, and again after removing control characters, which may have split one. */
export function plain(text, limit = 600) {
  const shown = [...masked(masked(text).replace(sequences, '').replace(controls, ''))];
  return shown.length > limit ? `${shown.slice(0, limit).join('')}...` : shown.join('');
}

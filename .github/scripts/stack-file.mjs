// The encrypted settings in a stack's file, as `pulumi config set --secret` writes them.
import { createHash } from 'node:crypto';

const ENTRY = /^ {2}"?([\w-]+:[\w-]+)"?:\s+(?:\{\s*)?"?secure"?:\s*"?([^\s"}]+)"?(?:\s*\})?[ \t]*\n/gm;

/** Each encrypted setting: its key, and a digest of its ciphertext by which a changed one is known. */
export function secrets(text, name) {
  const found = [...text.matchAll(ENTRY)].map(([, key, ciphertext]) => ({
    key,
    digest: createHash('sha256').update(ciphertext).digest('hex'),
  }));
  if (found.length !== [...text.matchAll(/\bsecure"?:/g)].length) {
    throw new Error(`${name} has an encrypted value that "pulumi config set --secret <key>" did not write: set it again that way.`);
  }
  return found;
}

/** The file without encrypted settings and without what they are encrypted with. */
export const withoutSecrets = (text) => text.replace(ENTRY, '').replace(/^(encryptionsalt|secretsprovider|encryptedkey):.*\n/gm, '');

// What preview.sh takes from a copy that redact.mjs made:
//   restore.mjs settings <stack> <copy>   removes the encrypted settings from the stack's file, and prints each key and its placeholder
//   restore.mjs state <stack> <copy>      prints the state for `pulumi stack import`
// The API token is the preview's own: it may only read, and the program asks Cloudflare with it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { placeholder } from './placeholders.mjs';
import { secrets, withoutSecrets } from './stack-file.mjs';

const API_TOKEN = 'cloudflare:apiToken';
const [what, stack, copyFile] = process.argv.slice(2);
const stackFile = `Pulumi.${stack}.yaml`;
const text = readFileSync(stackFile, 'utf8');
const copy = existsSync(copyFile) ? JSON.parse(readFileSync(copyFile, 'utf8')) : { settings: {} };
const token = process.env.CLOUDFLARE_API_TOKEN ?? '';

function value({ key, digest }) {
  if (key === API_TOKEN) return token;
  const then = copy.settings[key];
  if (then?.digest === digest) return then.placeholder;
  // Encrypted anew: another value, as far as anybody here can know. A key has to look like one.
  return /key$/i.test(key) ? placeholder(`-----BEGIN ${key}`) : placeholder(`${key} ${digest}`).replace('placeholder', 'changed');
}

if (what === 'settings') {
  const found = secrets(text, stackFile);
  writeFileSync(stackFile, withoutSecrets(text));
  process.stdout.write(found.map((secret) => `${secret.key}\0${value(secret)}\0`).join(''));
} else {
  const salt = /^encryptionsalt: *(\S+)/m.exec(text)[1];
  copy.deployment.secrets_providers = { type: 'passphrase', state: { salt } };
  const { version, features, deployment } = copy;
  const state = JSON.stringify({ version, features, deployment });
  const was = copy.settings[API_TOKEN]?.placeholder;
  process.stdout.write(was && token ? state.replaceAll(was, token) : state);
}

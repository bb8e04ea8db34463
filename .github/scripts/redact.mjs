// redact.mjs <stack> <folder>: writes <folder>/<stack>.json, a copy of the stack's state and of its encrypted settings for previews in
// pull requests. Every secret in it is a placeholder, the same secret the same one, so that the plan is that of the real stack.
// Nothing is written if a secret would be left.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseLeftovers } from './leftovers.mjs';
import { placeholder } from './placeholders.mjs';
import { secrets } from './stack-file.mjs';
import { contentOf, isSecret, opened, parsed, pulumi, secretOf } from './state.mjs';

// What else is in a connection, which is a secret as a whole, is in the stack's file in plain text.
const OPEN = new Set(['host', 'hostKey', 'user', 'port', 'dialErrorLimit', 'perDialTimeout']);
const BUNDLE = /^(?:(?:@param .*|@file .*|@script)\n(?:\|.*\n)*)*@end\n$/;
// What the program makes of this line of the secrets step, and the output that has it: components/Origin/Secrets/SecretsComponent.cs.
const HOSTS_OWN = "the administrator's password is the host's";
const KEPT_PASSWORD = "as before: this host had the forum's data. To see it: sudo cat /etc/nodebb-infra/secrets/admin-password";
// The newest version of the state's format that this was written for.
const NEWEST = 4;
const RUN_ID = /^run [0-9a-f-]{36}\s*$/;

const [stack, folder] = process.argv.slice(2);
const stackFile = `Pulumi.${stack}.yaml`;
// By step, the digest of its secret input and the one that the program will compute from the placeholders.
const digests = new Map();

// In a secret, "secret" is its name: where it is, without what is in it.
function redacted(value, path = [], secret = null) {
  if (isSecret(value)) return secretOf(redacted(contentOf(value), path, secret ?? path.join('.')));
  if (Array.isArray(value)) return value.map((item) => redacted(item, path, secret));
  if (value !== null && typeof value === 'object') {
    const above = secret === null && typeof value.urn === 'string' ? [value.urn] : path;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redacted(inner, [...above, key], secret)]));
  }
  return secret !== null && value !== null ? redactedLeaf(value, path, secret) : value;
}

function redactedLeaf(value, path, secret) {
  const key = path.at(-1);
  if (path.includes('connection') && OPEN.has(key)) return value;
  if (typeof value !== 'string') throw new Error(`${secret} in the state of ${stack} is a secret that is no text.`);
  if (digests.has(value)) return digests.get(value);
  // The program makes it public: HostCommand.RunOf.
  if (key === 'stderr' && RUN_ID.test(value)) return value;
  if (key === 'stdout') return value.includes(HOSTS_OWN) ? `${HOSTS_OWN}\n` : '';
  if (value === KEPT_PASSWORD) return value;
  return key === 'stdin' ? redactedBundle(value, secret) : placeholder(value, secret);
}

// In a bundle with secrets every file is one: components/Origin/HostCommand/README.md. Any other input is a secret as a whole.
function redactedBundle(text, name) {
  if (!BUNDLE.test(text)) return placeholder(text, name);
  return text.replace(/^(@file .*\n)((?:\|.*\n)*)/gm, (_, heading, data) => {
    const content = data.replace(/^\| ?/gm, '').replace(/\n$/, '');
    const replaced = placeholder(content, `${name} ${heading.trim()}`);
    return heading + replaced.split('\n').map((line) => (line ? `| ${line}\n` : '|\n')).join('');
  });
}

// A step runs again when the digest of its input changes: HostCommand.Attempt.
function learnDigests(resource, repair) {
  if (resource.type !== 'command:remote:Command' || !isSecret(resource.inputs.stdin)) return;
  const { user, host, port, hostKey } = opened(resource.inputs.connection);
  const digest = (stdin) =>
    createHash('sha256').update(`${user}@${host}:${port} ${hostKey}${repair}\n${stdin}`).digest('hex').slice(0, 12);
  const stdin = opened(resource.inputs.stdin);
  digests.set(digest(stdin), digest(redactedBundle(stdin, `${resource.urn}.inputs.stdin`)));
}

const { version, features, deployment } = parsed(pulumi(stack, 'stack', 'export', '--show-secrets'), `The exported state of ${stack}`);
if (!(version <= NEWEST)) {
  throw new Error(`The exported state of ${stack} has version ${Number(version)}; ${NEWEST} is the newest that redact.mjs knows.`);
}
const settings = Object.fromEntries(
  secrets(readFileSync(stackFile, 'utf8'), stackFile).map(({ key, digest }) => [
    key,
    { digest, placeholder: placeholder(pulumi(stack, 'config', 'get', key).replace(/\n$/, ''), key) },
  ]),
);
const repair = /^ {2}nodebb:repair:\s*\S/m.test(readFileSync(stackFile, 'utf8'))
  ? `\nrepair ${pulumi(stack, 'config', 'get', 'nodebb:repair').replace(/\n$/, '')}`
  : '';
deployment.resources.forEach((resource) => learnDigests(resource, repair));
delete deployment.secrets_providers;
const copy = { version, features, settings, deployment: redacted(deployment) };
refuseLeftovers(copy, stack);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, `${stack}.json`), `${JSON.stringify(copy, null, 1)}\n`);

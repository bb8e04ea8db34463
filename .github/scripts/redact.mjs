// redact.mjs <stack> <folder>: writes <folder>/<stack>.json, a copy of the stack's state and of its encrypted settings for previews in
// pull requests. Every secret in it is a placeholder, the same secret the same one, so that the plan is that of the real stack.
// Nothing is written if a secret would be left.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeholder, secretLines } from './placeholders.mjs';
import { secrets } from './stack-file.mjs';

// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
// What else is in a connection, which is a secret as a whole, is in the stack's file in plain text.
const OPEN = new Set(['host', 'hostKey', 'user', 'port', 'dialErrorLimit', 'perDialTimeout']);
const BUNDLE = /^(?:(?:@param .*|@file .*|@script)\n(?:\|.*\n)*)*@end\n$/;
const RUN_ID = /^run [0-9a-f-]{36}\s*$/;

const [stack, folder] = process.argv.slice(2);
const stackFile = `Pulumi.${stack}.yaml`;
// By step, the digest of its secret input and the one that the program will compute from the placeholders.
const digests = new Map();

const pulumi = (...command) =>
  execFileSync('pulumi', [...command, '--stack', stack], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
const isSecret = (value) => value !== null && typeof value === 'object' && value[SIGNATURE] === SECRET;

function opened(value) {
  if (isSecret(value)) {
    if (typeof value.plaintext !== 'string') throw new Error(`The exported state of ${stack} has a secret that is not decrypted.`);
    return opened(JSON.parse(value.plaintext));
  }
  if (Array.isArray(value)) return value.map(opened);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}

function redacted(value, path = [], secret = false) {
  if (isSecret(value)) return { ...value, plaintext: JSON.stringify(redacted(JSON.parse(value.plaintext), path, true)) };
  if (Array.isArray(value)) return value.map((item) => redacted(item, path, secret));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redacted(inner, [...path, key], secret)]));
  }
  return secret && value !== null ? redactedLeaf(value, path) : value;
}

function redactedLeaf(value, path) {
  const key = path.at(-1);
  if (path.includes('connection') && OPEN.has(key)) return value;
  if (typeof value !== 'string') throw new Error(`${path.join('.')} in the state of ${stack} is a secret that is no text.`);
  if (digests.has(value)) return digests.get(value);
  // The program makes it public: HostCommand.RunOf.
  if (key === 'stderr' && RUN_ID.test(value)) return value;
  if (key === 'stdout') return '';
  return key === 'stdin' ? redactedBundle(value) : placeholder(value);
}

// In a bundle with secrets every file is one: components/Origin/HostCommand/README.md. Any other input is a secret as a whole.
function redactedBundle(text) {
  if (!BUNDLE.test(text)) return placeholder(text);
  return text.replace(/^(@file .*\n)((?:\|.*\n)*)/gm, (_, heading, data) => {
    const content = data.replace(/^\| ?/gm, '').replace(/\n$/, '');
    return heading + placeholder(content).split('\n').map((line) => (line ? `| ${line}\n` : '|\n')).join('');
  });
}

// A step runs again when the digest of its input changes: HostCommand.Attempt.
function learnDigests(resource, repair) {
  if (resource.type !== 'command:remote:Command' || !isSecret(resource.inputs.stdin)) return;
  const { user, host, port, hostKey } = opened(resource.inputs.connection);
  const digest = (stdin) =>
    createHash('sha256').update(`${user}@${host}:${port} ${hostKey}${repair}\n${stdin}`).digest('hex').slice(0, 12);
  const stdin = opened(resource.inputs.stdin);
  digests.set(digest(stdin), digest(redactedBundle(stdin)));
}

function refuseLeftovers(copy) {
  const texts = [];
  const collect = (value) => {
    if (typeof value === 'string') texts.push(value);
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect);
  };
  collect(opened(copy));
  if (secretLines().some((line) => texts.some((text) => text.includes(line)))) {
    throw new Error(`A secret of ${stack} is in its state in plain text, too; no copy was made.`);
  }
}

const { deployment } = JSON.parse(pulumi('stack', 'export', '--show-secrets'));
const settings = Object.fromEntries(
  secrets(readFileSync(stackFile, 'utf8'), stackFile).map(({ key, digest }) => [
    key,
    { digest, placeholder: placeholder(pulumi('config', 'get', key).replace(/\n$/, '')) },
  ]),
);
const repair = /^ {2}nodebb:repair:\s*\S/m.test(readFileSync(stackFile, 'utf8'))
  ? `\nrepair ${pulumi('config', 'get', 'nodebb:repair').replace(/\n$/, '')}`
  : '';
deployment.resources.forEach((resource) => learnDigests(resource, repair));
delete deployment.secrets_providers;
const copy = { settings, deployment: redacted(deployment) };
refuseLeftovers(copy);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, `${stack}.json`), `${JSON.stringify(copy, null, 1)}\n`);

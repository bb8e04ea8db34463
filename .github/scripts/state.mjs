// A stack's state as `pulumi stack export --show-secrets` prints it. No error here may have a part of its text: a job's log is public.
import { execFileSync } from 'node:child_process';

// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** What a command of pulumi prints about the stack. The error of execFileSync itself has all of the output. */
export function pulumi(stack, ...command) {
  try {
    return execFileSync('pulumi', [...command, '--stack', stack], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  } catch (error) {
    throw new Error(`pulumi ${command.join(' ')} failed (${error.status ?? error.signal ?? error.code})`);
  }
}

/** The value of a JSON text. The error of JSON.parse itself has the text's beginning. */
export function parsed(text, name) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${name} is no JSON`);
  }
}

/** Whether a value of the state is a secret. */
export const isSecret = (value) => value !== null && typeof value === 'object' && value[SIGNATURE] === SECRET;

/** A secret of the state with this content, and with nothing else. */
export const secretOf = (content) => ({ [SIGNATURE]: SECRET, plaintext: JSON.stringify(content) });

/** The content of a secret. */
export function contentOf(secret) {
  if (typeof secret.plaintext !== 'string') throw new Error('The exported state has a secret that is not decrypted.');
  return parsed(secret.plaintext, 'A secret of the state');
}

/** The value with the contents of secrets in their place. */
export function opened(value) {
  if (isSecret(value)) return opened(contentOf(value));
  if (Array.isArray(value)) return value.map(opened);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}

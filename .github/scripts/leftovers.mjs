// Whether a secret is left in a copy for previews.
import { placeholder, secretLines } from './placeholders.mjs';
import { opened } from './state.mjs';

// What the deployment's job has besides the state and the settings.
const OF_THE_JOB = ['CLOUDFLARE_API_TOKEN', 'PULUMI_ACCESS_TOKEN', 'PULUMI_CONFIG_PASSPHRASE', 'AWS_SECRET_ACCESS_KEY'];

/** Throws if a line of a secret is in the copy, as text or in base64. The error names the secret and has nothing of it. */
export function refuseLeftovers(copy, stack) {
  OF_THE_JOB.forEach((name) => placeholder(process.env[name] ?? '', name));
  const texts = [];
  const collect = (value) => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (value !== null && typeof value === 'object') Object.entries(value).flat().forEach(collect);
  };
  collect(opened(copy));
  const text = texts.join('\n');
  // In one alphabet, and not wrapped.
  const encoded = texts.map((each) => each.replace(/\s/g, '').replaceAll('+', '-').replaceAll('/', '_')).join('\n');
  const lines = secretLines();
  const left = lines.filter(({ line }) => text.includes(line) || inBase64(line).some((part) => encoded.includes(part)));
  if (left.length === 0) return;
  // The place that has it may be the name.
  const named = left.map(({ name }) => (lines.some(({ line }) => name.includes(line)) ? 'one whose name has it' : name));
  throw new Error(
    `A secret of ${stack} is in its state in plain text, too: ${[...new Set(named)].join(', ')}. Choose another value; no copy was made.`,
  );
}

/** What a text has in common with every base64 that it is in: it begins at the first, second or third byte of a group. */
const inBase64 = (text) =>
  [0, 1, 2].map((before) => {
    const bytes = Buffer.from('-'.repeat(before) + text);
    return bytes.toString('base64url').slice(before && before + 1, Math.floor((bytes.length * 4) / 3));
  });

// drift-issue.mjs <stack> [<title> <file>]...: opens or updates the stack's issue with the differences in the files, and closes it
// when there are none. Environment: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN.
import { readFileSync } from 'node:fs';
import { keepIssue } from './github.mjs';
import { block } from './markdown.mjs';

const [stack, ...found] = process.argv.slice(2);
let body = '';
if (found.length > 0) body = 'This was changed by hand since the last deployment. docs/operate.md says how to put it right.\n';
for (let at = 0; at < found.length; at += 2) body += `\n## ${found[at]}\n\n${block(readFileSync(found[at + 1], 'utf8'))}`;
const marker = `<!-- nodebb-infra: drift of ${stack} -->`;
const done = await keepIssue(marker, `Drift of ${stack}`, body, 'Gone: everything is as it was deployed.');
console.log(body ? `drift: ${done}` : `no drift: ${done}`);

// comment.mjs <plans>: shows the plans that preview.sh wrote in one comment of the pull request, which is edited in place.
// Environment: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN; PULL_REQUEST, its number; COMMIT, what was previewed.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { api, ours } from './github.mjs';
import { plan } from './plan.mjs';

const MARKER = '<!-- nodebb-infra: preview -->';
// GitHub's limit is 65536 characters.
const LIMIT = 60000;

const [folder] = process.argv.slice(2);
const { PULL_REQUEST: number, COMMIT: commit } = process.env;
const stacks = readdirSync(folder)
  .filter((name) => /^[\w.-]+\.txt$/.test(name) && lstatSync(join(folder, name)).isFile())
  .sort();
let body = `${MARKER}\nThe plan of ${commit.slice(0, 12)}, on copies of the stacks without their secrets.\n`;
for (const name of stacks) {
  const stack = name.replace(/\.txt$/, '');
  const text = plan(stack, readFileSync(join(folder, name), 'utf8'));
  body += `\n${body.length + text.length < LIMIT ? text : `## ${stack}\n\nThis plan does not fit here; the job's log has it.\n`}`;
}
// Another run is on its way with the newer commit, or has written already.
const { head } = await api('GET', `/pulls/${number}`);
if (head.sha !== commit) {
  console.log(`the pull request is at ${head.sha.slice(0, 12)} by now, so the plan of ${commit.slice(0, 12)} is not shown`);
  process.exit(0);
}
const comment = await ours(`/issues/${number}/comments`, MARKER);
if (comment) await api('PATCH', `/issues/comments/${comment.id}`, { body });
else await api('POST', `/issues/${number}/comments`, { body });
console.log(`${comment ? 'edited' : 'wrote'} the comment with the plans of ${stacks.length} stacks`);

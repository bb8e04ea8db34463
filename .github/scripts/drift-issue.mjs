// drift-issue.mjs <stack> [<title> <file>]...: opens or updates the stack's issue with the differences in the files, and closes it
// when there are none. Environment: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN.
import { readFileSync } from 'node:fs';
import { api, ours } from './github.mjs';
import { block } from './markdown.mjs';

const [stack, ...found] = process.argv.slice(2);
const marker = `<!-- nodebb-infra: drift of ${stack} -->`;
const issue = await ours('/issues?state=open&labels=drift', marker);
if (found.length === 0) {
  if (issue) {
    await api('POST', `/issues/${issue.number}/comments`, { body: 'Gone: everything is as it was deployed.' });
    await api('PATCH', `/issues/${issue.number}`, { state: 'closed' });
  }
  console.log(issue ? `closed issue ${issue.number}` : 'no drift');
} else {
  let body = `${marker}\nThis was changed by hand since the last deployment. docs/operate.md says how to put it right.\n`;
  for (let at = 0; at < found.length; at += 2) body += `\n## ${found[at]}\n\n${block(readFileSync(found[at + 1], 'utf8'))}`;
  if (!issue) await api('POST', '/issues', { title: `Drift of ${stack}`, body, labels: ['drift'] });
  else if (issue.body !== body) await api('PATCH', `/issues/${issue.number}`, { body });
  console.log(issue ? `issue ${issue.number} has it` : 'opened an issue');
}

// versions-issue.mjs [<title> <patch>]: opens or updates the issue that asks for a pull request of the branch "versions", and closes it when
// nothing is proposed. Environment: GITHUB_API_URL, GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_TOKEN.
import { readFileSync } from 'node:fs';
import { keepIssue } from './github.mjs';
import { block } from './markdown.mjs';

const [title, patch] = process.argv.slice(2);
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
// Without the date and the commit before the empty line, which are others each time.
const shown = (text) => block(text.slice(text.indexOf('\n\n') + 2), 'diff');
const body =
  patch &&
  `The branch \`versions\` has this. [Open a pull request of it](${server}/${repository}/compare/main...versions?expand=1). ` +
    'If one is open and lacks its checks, close and reopen it: a push by GitHub Actions starts none.\n\n' +
    shown(readFileSync(patch, 'utf8'));
console.log(await keepIssue('<!-- nodebb-infra: versions -->', title, body, 'Gone: main has the newest versions.'));

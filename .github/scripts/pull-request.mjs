// pull-request.mjs <branch>: opens a pull request of the branch to main, or changes the title and text of the open one.
// Environment: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN; TITLE, BODY.
import { api } from './github.mjs';

const [branch] = process.argv.slice(2);
const { GITHUB_REPOSITORY: repository, TITLE: title, BODY: body } = process.env;
const [open] = await api('GET', `/pulls?state=open&base=main&head=${repository.split('/')[0]}:${branch}`);
if (open) await api('PATCH', `/pulls/${open.number}`, { title, body });
else await api('POST', '/pulls', { title, body, head: branch, base: 'main' });
console.log(`${open ? 'changed' : 'opened'} the pull request: ${title}`);

// newest.mjs: fails unless GITHUB_SHA is main's newest commit. A run that is approved late, or run again, would deploy an older one.
// Environment: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN; GITHUB_SHA, the run's commit.
import { api } from './github.mjs';

const { GITHUB_SHA: commit } = process.env;
const { object } = await api('GET', '/git/ref/heads/main');
if (object.sha !== commit) {
  console.error(`main has moved on from ${commit.slice(0, 12)}: approve its newest run, or start one`);
  process.exit(1);
}

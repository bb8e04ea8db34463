// Removes the label that allows a fork's pull request its preview: it was for the commits that a maintainer had seen.
// Environment: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN; PULL_REQUEST, its number.
import { api } from './github.mjs';

await api('DELETE', `/issues/${process.env.PULL_REQUEST}/labels/preview`, undefined, { missing: true });

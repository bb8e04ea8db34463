// What the scripts need of GitHub's API: https://docs.github.com/en/rest

const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN } = process.env;
const BOT = 'github-actions[bot]';

/** A request below the repository. Returns null for 204, and for 404 where that is allowed. */
export async function api(method, path, body, { missing = false } = {}) {
  const response = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${GITHUB_TOKEN}`,
      'x-github-api-version': '2022-11-28',
    },
    body: body && JSON.stringify(body),
  });
  if (response.status === 204 || (missing && response.status === 404)) return null;
  const text = await response.text();
  if (!response.ok) throw new Error(`GitHub refused ${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

/** The first item of a paged list that our bot made and whose body begins with the marker: a person may have quoted it. */
export async function ours(path, marker) {
  for (let page = 1; ; page++) {
    const items = await api('GET', `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`);
    const found = items.find((item) => item.user?.login === BOT && item.body?.startsWith(marker));
    if (found || items.length < 100) return found;
  }
}

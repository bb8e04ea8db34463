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

/** Keeps one issue of the bot's with this marker: open with the body as long as there is one, and then closed with a last word. */
export async function keepIssue(marker, title, body, lastWord) {
  const issue = await ours(`/issues?state=open&creator=${encodeURIComponent(BOT)}`, marker);
  const marked = `${marker}\n${body}`;
  if (!body) {
    if (!issue) return 'there is no issue';
    await api('POST', `/issues/${issue.number}/comments`, { body: lastWord });
    await api('PATCH', `/issues/${issue.number}`, { state: 'closed' });
    return `closed issue ${issue.number}`;
  }
  if (!issue) await api('POST', '/issues', { title, body: marked });
  else if (issue.title !== title || issue.body !== marked) await api('PATCH', `/issues/${issue.number}`, { title, body: marked });
  return issue ? `issue ${issue.number} has it` : 'opened an issue';
}

/** The first item of a paged list that our bot made and whose body begins with the marker: a person may have quoted it. */
export async function ours(path, marker) {
  for (let page = 1; ; page++) {
    const items = await api('GET', `${path}${path.includes('?') ? '&' : '?'}per_page=100&page=${page}`);
    const found = items.find((item) => item.user?.login === BOT && item.body?.startsWith(marker));
    if (found || items.length < 100) return found;
  }
}

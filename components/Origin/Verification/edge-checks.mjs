// What Cloudflare does: redirects, what it caches, and what it must never cache.
import { setTimeout as pause } from 'node:timers/promises';
import { newSession } from './forum-checks.mjs';
import { expect } from './visitor.mjs';

const path = '/recent?from=nodebb-verify';

const wwwRedirect = (visit) => redirect(visit, `https://www.${visit.domain}${path}`);

const httpsRedirect = (visit) => redirect(visit, `http://${visit.domain}${path}`);

async function redirect(visit, from) {
  const to = `https://${visit.domain}${path}`;
  const answer = await visit.get(from);
  expect(answer.status === 301 && answer.headers.location === to, `301 to ${to}`, answer);
  return `${from.slice(0, -path.length)} 301 to https://${visit.domain}, path kept`;
}

async function robots(visit) {
  const file = await visit.get('/robots.txt');
  expect(file.status === 200 && /^Disallow: \/$/m.test(file.text), 'a robots.txt that closes the forum to crawlers, because of nodebb:indexed', file);
  const home = await visit.get('/');
  const tag = home.headers['x-robots-tag'] ?? 'none';
  expect(tag.includes('noindex'), 'X-Robots-Tag noindex', `X-Robots-Tag ${tag}`);
  return `X-Robots-Tag ${tag}; robots.txt closes the forum to other crawlers`;
}

const cacheStatus = (answer) => answer.headers['cf-cache-status'] ?? 'none';

// Two servers of a data centre may each have a cache of their own.
const attempts = 5;

async function assetCache(visit) {
  const home = await visit.get('/', { headers: { accept: 'text/html' } });
  const asset = /(?:href|src)="(\/assets\/[\w./-]+\.(?:css|js)(?:\?[\w=.-]*)?)"/.exec(home.text)?.[1];
  expect(home.status === 200 && asset, 'a page that names an asset', home);

  const seen = [];
  for (let attempt = 0; attempt < attempts && seen.at(-1) !== 'HIT'; attempt++) {
    if (attempt > 1)
      await pause(300);
    const answer = await visit.get(asset);
    expect(answer.status === 200, '200', answer);
    seen.push(cacheStatus(answer));
    if (seen.at(-1) === 'none')
      break;
  }
  const name = asset.replace(/\?.*/, '');
  expect(seen.at(-1) === 'HIT', `CF-Cache-Status HIT for ${name}`, `${seen.join(', ')}${seen.at(-1) === 'none' ? ': the answer did not come through Cloudflare' : ''}`);
  return `${name} ${seen.join(', ')}`;
}

// MISS and EXPIRED are not hits, but the next answer may be one.
const neverKept = ['BYPASS', 'DYNAMIC'];

async function socketNeverCached(visit) {
  const { cookie, token } = await newSession(visit);
  const report = [];
  for (const asked of [`/socket.io/?EIO=4&transport=polling&_csrf=${token}`, '/api/config']) {
    const seen = [cacheStatus(await visit.get(asked, { cookie })), cacheStatus(await visit.get(asked, { cookie }))];
    const name = asked.replace(/\?.*/, '');
    expect(seen.every((status) => neverKept.includes(status)), `CF-Cache-Status ${neverKept.join(' or ')} for ${name}`, `${seen.join(', ')}${seen.includes('none') ? ': the answer did not come through Cloudflare' : ''}`);
    report.push(`${name} ${seen.join(', ')}`);
  }
  return report.join('; ');
}

export const checks = [
  { name: 'www-redirect', shows: 'the www. name redirects to the forum, path kept (only at the zone\'s apex)', run: wwwRedirect, applies: ({ hosts }) => hosts.length > 1 },
  { name: 'https-redirect', shows: 'http redirects to https, path kept', run: httpsRedirect },
  { name: 'robots', shows: 'search engines are told not to index the forum (only with `indexed: false`)', run: robots, applies: ({ indexed }) => indexed === false },
  { name: 'asset-cache', shows: 'Cloudflare caches an asset', run: assetCache },
  { name: 'socket-never-cached', shows: 'Cloudflare caches neither socket.io nor the API', run: socketNeverCached },
];

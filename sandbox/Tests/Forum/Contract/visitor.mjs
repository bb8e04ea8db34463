// Sends requests to one worker like nginx, and describes responses reproducibly.
import http from 'node:http';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { domain } from './processes.mjs';

export const visitorAddress = '198.51.100.7';

// NodeBB answers pages with 503 while its machine is too busy, which says nothing about either forum.
export async function ask(port, path, options) {
  for (let attempt = 1; ; attempt++) {
    const answer = await askOnce(port, path, options);
    if (answer.status !== 503 || attempt === 20)
      return answer;
    await pause(500);
  }
}

async function askOnce(port, path, { method = 'GET', headers = {}, body, cookie, token, protocol = 'https', forwarded = visitorAddress } = {}) {
  const request = http.request({ host: '127.0.0.1', port, path, method, agent: false, timeout: 15_000, headers: {
    host: domain, 'x-real-ip': forwarded, 'x-forwarded-for': forwarded, 'x-forwarded-proto': protocol,
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', accept: '*/*',
    ...(cookie && { cookie }), ...(token && { 'x-csrf-token': token }), ...headers,
  } });
  request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path}`)));
  request.end(body);
  const first = await Promise.race([once(request, 'response').then(([response]) => response), once(request, 'upgrade')]);
  if (Array.isArray(first)) {
    const [response, socket, head] = first;
    return { status: response.statusCode, headers: response.headers, socket, head };
  }
  let text = '';
  for await (const chunk of first.setEncoding('utf8'))
    text += chunk;
  return { status: first.statusCode, headers: first.headers, text };
}

export const form = (fields) => ({ method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });

export const cookieOf = (answer) => answer.headers['set-cookie']?.[0].split(';')[0];

export async function newSession(port, options) {
  const answer = await ask(port, '/api/config', options);
  return { cookie: cookieOf(answer), token: JSON.parse(answer.text).csrf_token };
}

const ofTheConnection = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']);

export function headersOf(answer) {
  return Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !ofTheConnection.has(name)).map(([name, value]) => [name, steady(name, value)]).sort());
}

function steady(name, value) {
  switch (name) {
    case 'etag': return value.startsWith('W/') ? 'weak' : 'strong';
    case 'last-modified': return 'a date';
    case 'set-cookie': return value.map(cookieShape).join(' + ');
    default: return value;
  }
}

function cookieShape(cookie) {
  return cookie
    .replace(/=s%3A[\w-]{32}\.[\w%/+-]+;/, '=s:<32 characters>.<signature>;')
    .replace(/Expires=([^;]+)/, (_, date) => `Expires=${Math.round((new Date(date) - Date.now()) / 86_400_000)} days from now`);
}

// Describes a response without the headers that all pages share.
export function describe(answer, shared = {}) {
  const own = Object.entries(headersOf(answer)).filter(([name, value]) => shared[name] !== value).map(([name, value]) => `${name}: ${value}`);
  const missing = Object.keys(shared).filter((name) => !(name in answer.headers));
  if (missing.length)
    own.push(missing.length > 5 ? '(without the shared headers)' : `(without ${missing.join(', ')})`);
  return [answer.status, ...own].join(' | ');
}

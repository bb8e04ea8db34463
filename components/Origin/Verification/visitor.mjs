// A visitor at the forum's public name, with a new connection for every request, so that each is routed anew.
import http from 'node:http';
import https from 'node:https';
import { connect as tlsConnect } from 'node:tls';
import { plain } from './plain.mjs';

/** A failed check. */
export class Failed extends Error {
  /** Whether a retry could do harm or is pointless. */
  final = false;
}

export function expect(holds, expected, came) {
  if (!holds)
    throw new Failed(`expected ${expected}; came ${typeof came === 'string' ? came : describe(came)}`);
}

// Whatever answers may not be the forum, and may never stop sending.
const longest = 16 * 1024 * 1024;

export function visitor(settings, signal, options = {}) {
  const { domain, edge, sessionCookie, httpPort = 80, httpsPort = 443 } = settings;

  function ask(address, { method = 'GET', headers = {}, cookie, token, body } = {}) {
    const url = new URL(address, `https://${domain}`);
    const unencrypted = url.protocol === 'http:';
    const request = (unencrypted ? http : https).request({
      host: edge ?? url.hostname, servername: url.hostname, port: unencrypted ? httpPort : httpsPort, path: url.pathname + url.search,
      method, agent: false, signal, ...options,
      headers: {
        host: url.hostname, 'user-agent': 'Mozilla/5.0 (compatible; nodebb-verify)', accept: '*/*',
        ...(cookie && { cookie }), ...(token && { 'x-csrf-token': token }), ...headers,
      },
    });
    return answerOf(request, `${method} ${url.origin}${url.pathname}`, body);
  }

  const post = (address, body, options) => ask(address, { ...options, method: 'POST', body });
  /** The session cookie that an answer sets, as a request sends it back. */
  const cookieOf = ({ headers }) => headers['set-cookie']?.map((cookie) => cookie.split(';')[0]).find((cookie) => cookie.startsWith(`${sessionCookie}=`));
  return { domain, sessionCookie, get: ask, post, cookieOf };
}

function answerOf(request, asked, body) {
  return new Promise((resolve, reject) => {
    const failed = (error) => reject(new Failed(`${asked}: ${reason(error)}`));
    request.on('error', failed);
    request.on('upgrade', (response, socket, head) => resolve({ asked, status: response.statusCode, headers: response.headers, socket, head, text: '' }));
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('error', failed)
        .on('data', (part) => {
          text += part;
          if (text.length > longest)
            response.destroy(new Error(`the answer is longer than ${longest} characters`));
        })
        .on('end', () => resolve({ asked, status: response.statusCode, headers: response.headers, text }));
    });
    request.end(body);
  });
}

function reason(error) {
  switch (error.code) {
    case 'ABORT_ERR': return 'no answer in time';
    case 'ENOTFOUND':
    case 'EAI_AGAIN': return `DNS does not know ${error.hostname}`;
    case 'ECONNRESET': return 'the connection was cut';
    default: return error.message || error.errors?.map((one) => one.message).join(', ') || error.code;
  }
}

function describe({ asked, status, headers, text }) {
  const parts = [`${status} to ${asked}`];
  if (headers['cf-mitigated'])
    parts.push('Cloudflare challenged the visit; Bot Fight Mode and Under Attack mode do so');
  if (headers.location)
    parts.push(`Location: ${plain(headers.location, 200)}`);
  const words = plain(text.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim(), 120);
  if (words)
    parts.push(words);
  return parts.join(', ');
}

/** The certificate that this host serves for a name, whoever signed it. */
export function shownCertificate(host, port, name, signal) {
  return new Promise((resolve, reject) => {
    const socket = tlsConnect({ host, port, servername: name, rejectUnauthorized: false });
    const stop = () => socket.destroy(new Error('no answer in time'));
    signal.addEventListener('abort', stop, { once: true });
    socket.on('secureConnect', () => {
      resolve(socket.getPeerX509Certificate());
      socket.destroy();
    });
    socket.on('error', (error) => reject(new Failed(`TLS to ${host}:${port} for ${name}: ${error.message || error.code}`)));
    socket.on('close', () => signal.removeEventListener('abort', stop));
  });
}

// A visitor whose requests arrive as Cloudflare forwards them, each from another source address, or who bypasses Cloudflare.
// https://developers.cloudflare.com/fundamentals/reference/http-headers/
import { createRequire } from 'node:module';
import https from 'node:https';
import { once } from 'node:events';
import { admin, domain } from '../Forum/Contract/processes.mjs';
import { edgeAddresses, originAddresses } from './origin.mjs';

const { io } = createRequire(`${process.env.CLIENT}/`)('socket.io-client');
const any = (list) => list[Math.floor(Math.random() * list.length)];

// A new connection for every request, because each has another source address.
class FromSomewhere extends https.Agent {
  constructor(from) {
    super({ keepAlive: false, rejectUnauthorized: false, servername: domain });
    this.from = from;
  }

  createConnection(options, done) {
    const localAddress = this.from();
    const family = localAddress.includes(':') ? 6 : 4;
    return super.createConnection({ ...options, host: originAddresses[family], localAddress, family }, done);
  }
}

export class Visitor {
  /** The visitor's own headers; functions are evaluated at every request. */
  sends = {};

  constructor(address, { around = false } = {}) {
    this.address = address;
    this.around = around;
    this.agent = new FromSomewhere(() => (around ? this.address : any(edgeAddresses)));
  }

  // Cloudflare replaces CF-Connecting-IP and X-Forwarded-Proto, appends to X-Forwarded-For, and forwards everything else.
  get headers() {
    const sent = Object.fromEntries(Object.entries(this.sends).map(([name, value]) => [name, typeof value === 'function' ? value() : value]));
    const own = { host: domain, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', ...(this.cookie && { cookie: this.cookie }), ...sent };
    const added = { 'cf-connecting-ip': this.address, 'x-forwarded-for': [sent['x-forwarded-for'], this.address].filter(Boolean).join(','), 'x-forwarded-proto': 'https' };
    return this.around ? own : { ...own, ...added };
  }

  async ask(path, { method = 'GET', headers = {}, body } = {}) {
    const request = https.request({ path, method, agent: this.agent, headers: { ...this.headers, ...headers }, timeout: 15_000 });
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path}`)));
    request.end(body);
    const [response] = await once(request, 'response');
    let text = '';
    for await (const part of response.setEncoding('utf8'))
      text += part;
    this.cookie = response.headers['set-cookie']?.[0].split(';')[0] ?? this.cookie;
    return { status: response.statusCode, headers: response.headers, text };
  }

  /** The first request, without a cookie; the response sets one and has the CSRF token for the socket. */
  async open() {
    this.token = JSON.parse((await this.ask('/api/config')).text).csrf_token;
    return this;
  }

  async logIn() {
    const form = new URLSearchParams({ username: admin.NODEBB_ADMIN_USERNAME, password: admin.NODEBB_ADMIN_PASSWORD }).toString();
    const answer = await this.ask('/login', { method: 'POST', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-csrf-token': this.token } });
    if (answer.status !== 200)
      throw new Error(`${answer.status} to the login: ${answer.text}`);
  }

  /** A real socket.io client with the current headers in every request. */
  socket(transports, options = {}) {
    const extraHeaders = {};
    for (const name of ['cookie', 'user-agent', 'cf-connecting-ip', 'x-forwarded-proto', 'x-forwarded-for', ...Object.keys(this.sends)])
      Object.defineProperty(extraHeaders, name, { enumerable: true, configurable: true, get: () => this.headers[name] ?? '' });
    return io(`https://${domain}`, { transports, agent: this.agent, rejectUnauthorized: false, extraHeaders, query: { _csrf: this.token }, forceNew: true, reconnectionDelay: 200, ...options });
  }
}

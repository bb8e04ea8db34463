// A visitor's connections: from the visitor's current address to the edge's address of the same IP version.
import https from 'node:https';

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const random = (limit) => Math.floor(Math.random() * limit);
const group = () => random(0x10000).toString(16);

export const newAddress4 = () => `100.${64 + random(64)}.${random(256)}.${1 + random(254)}`;
// Every IPv6 visitor has its own network, as from a provider.
export const newAddress6 = () => `2001:db8:${group()}:${group()}:${group()}:${group()}:${group()}:1`;
export const newAddress = (number) => (number % 2 ? newAddress6() : newAddress4());

export class VisitorAgent extends https.Agent {
  // `addresses` are used in turn, one per connection. A forger sends another X-Forwarded-For with each request.
  constructor({ edge, addresses, keepAlive, forges }) {
    super({ keepAlive, ca: edge.ca, servername: edge.domain });
    Object.assign(this, { edge, addresses, forges, connections: 0, current: new Set() });
  }

  createConnection(options, done) {
    const localAddress = this.addresses[this.connections++ % this.addresses.length];
    const host = localAddress.includes(':') ? this.edge.ipv6 : this.edge.ipv4;
    const socket = super.createConnection({ ...options, host, localAddress }, done);
    this.current.add(socket);
    socket.once('close', () => this.current.delete(socket));
    return socket;
  }

  // Browsers send a User-Agent with every request; Cloudflare's integrity check challenges requests without one.
  addRequest(request, ...rest) {
    request.setHeader('user-agent', browser);
    if (this.forges)
      request.setHeader('x-forwarded-for', newAddress4());
    super.addRequest(request, ...rest);
  }

  // New connections use other addresses; pending requests finish on the old ones.
  move(address) {
    this.addresses = [address];
    this.current.clear();
    for (const sockets of Object.values(this.freeSockets))
      sockets.forEach((socket) => socket.destroy());
  }

  keepSocketAlive(socket) {
    return this.current.has(socket) && super.keepSocketAlive(socket);
  }
}

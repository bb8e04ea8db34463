// A visitor's connections: each from the address that the visitor has at that moment, to the edge's address of the same family.
import https from 'node:https';

const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const random = (limit) => Math.floor(Math.random() * limit);
const group = () => random(0x10000).toString(16);

export const newAddress4 = () => `100.${64 + random(64)}.${random(256)}.${1 + random(254)}`;
// Every IPv6 visitor in a network of their own, as their providers give them.
export const newAddress6 = () => `2001:db8:${group()}:${group()}:${group()}:${group()}:${group()}:1`;
export const newAddress = (number) => (number % 2 ? newAddress6() : newAddress4());

export class VisitorAgent extends https.Agent {
  // `addresses` are taken in turn, one per connection; a forger's requests each bring another X-Forwarded-For.
  constructor({ world, addresses, keepAlive, forges }) {
    super({ keepAlive, ca: world.ca, servername: world.domain });
    Object.assign(this, { world, addresses, forges, connections: 0, current: new Set() });
  }

  createConnection(options, done) {
    const localAddress = this.addresses[this.connections++ % this.addresses.length];
    const host = localAddress.includes(':') ? this.world.edge6 : this.world.edge;
    const socket = super.createConnection({ ...options, host, localAddress }, done);
    this.current.add(socket);
    socket.once('close', () => this.current.delete(socket));
    return socket;
  }

  // Browsers say what they are in every request; Cloudflare's integrity check takes who does not for a robot.
  addRequest(request, ...rest) {
    request.setHeader('user-agent', browser);
    if (this.forges)
      request.setHeader('x-forwarded-for', newAddress4());
    super.addRequest(request, ...rest);
  }

  // From now on connections come from elsewhere; requests on their way are still answered on the old ones.
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

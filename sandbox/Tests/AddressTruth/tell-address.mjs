// Has a worker, of NodeBB or of the stand-in for it, tell each socket the address that it takes it to come from.
import { createRequire } from 'node:module';

const { Socket } = createRequire(`${process.cwd()}/app.js`)('socket.io');
const { emit } = Socket.prototype;

// NodeBB emits this when it has looked at the address.
Socket.prototype.emit = function (event, ...values) {
  if (event === 'setHostname')
    emit.call(this, 'address', this.ip);
  return emit.call(this, event, ...values);
};

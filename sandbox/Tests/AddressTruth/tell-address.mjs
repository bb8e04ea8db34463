// Makes a worker, NodeBB's or the stand-in's, send each socket the address that it sees.
import { createRequire } from 'node:module';

const { Socket } = createRequire(`${process.cwd()}/app.js`)('socket.io');
const { emit } = Socket.prototype;

// NodeBB emits this after it has read the address.
Socket.prototype.emit = function (event, ...values) {
  if (event === 'setHostname')
    emit.call(this, 'address', this.ip);
  return emit.call(this, event, ...values);
};

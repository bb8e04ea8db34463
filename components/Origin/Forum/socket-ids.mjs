// NodeBBInfra: a socket.io session lives in the memory of the worker that opened it, and no other worker knows it. Its id, which every
// request of the session carries, therefore begins with the worker's port, and nginx (io_nodes.conf) reads it there.
// Loaded before NodeBB by nodebb@.service. https://socket.io/docs/v4/server-api/#serverengine
import { createRequire } from 'node:module';

const ofTheForum = createRequire(`${process.cwd()}/app.js`);
const { Server } = createRequire(ofTheForum.resolve('socket.io'))('engine.io');
const { generateId } = Server.prototype;

// The ids themselves have no dot: https://github.com/faeldt/base64id
Server.prototype.generateId = async function (request) {
  return `${process.env.port}.${await generateId.call(this, request)}`;
};

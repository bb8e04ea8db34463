// NodeBBInfra: a socket.io session exists only in the memory of the worker that opened it. Every request of the session carries the session
// id. So the id begins with the worker's name, and nginx (io_nodes.conf) routes by that.
// https://socket.io/docs/v4/server-api/#serverengine
import { createRequire } from 'node:module';
import { name } from './name.mjs';

const ofTheForum = createRequire(`${process.cwd()}/app.js`);
const { Server } = createRequire(ofTheForum.resolve('socket.io'))('engine.io');
const { generateId } = Server.prototype;
const engines = new Set();

// Original ids contain no dot: https://github.com/faeldt/base64id
Server.prototype.generateId = async function (request) {
  engines.add(this);
  return `${name}.${await generateId.call(this, request)}`;
};

/** The open sessions of this worker, as engine.io has them. */
export const sessions = () => [...engines].flatMap((engine) => Object.values(engine.clients));

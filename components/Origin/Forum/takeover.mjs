// NodeBBInfra: a worker takes visitors over and hands them over, so that no visitor notices a restart (roll.sh).
//
// Its port is shared: while one process starts anew, a spare one accepts the connections of that port, and none is refused. What must reach
// this very process, the requests of its socket.io sessions, comes by the Unix socket with its name.
//
// At SIGTERM it first hands everything over: it accepts no more connections, ends the idle ones, asks its sockets to connect again, and
// finishes what is under way. NodeBB's own shutdown, which cuts all connections, comes last.
import { readdirSync, unlinkSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { name, place } from './name.mjs';
import { buildApart } from './rebuild.mjs';
import { sessions } from './socket-ids.mjs';

const folder = process.env.NODEBB_INFRA_WORKERS;
const port = Number(process.env.port);
// A spare worker takes over all ports, and only when it is told to.
const ports = (process.env.NODEBB_INFRA_PORTS ?? process.env.port).split(' ').map(Number);
const { listen } = net.Server.prototype;
const { on } = process;

// nginx closes an idle connection to a worker after 4 s (io_nodes.conf), and then cannot lose a request on it.
const idleMilliseconds = 6_000;
// The sockets come back within this time, and not all at once.
const reconnectMilliseconds = 1_500;
// For requests under way. TimeoutStopSec in nodebb@.service allows for all.
const finishMilliseconds = 15_000;

const doors = [];
const connections = new Set();
let waiting = 0;
let isLeaving = false;

// NodeBB: listen(port, address, callback)
http.Server.prototype.listen = function (...args) {
  const [where, address, done] = args;
  if (Number(where) !== port)
    return listen.apply(this, args);
  const { close } = this;
  this.close = function (closed) {
    doors.forEach((door) => door.close());
    close.call(this, closed);
    connections.forEach((connection) => connection.destroy());
    return this;
  };
  this.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  this.prependListener('request', (request, response) => {
    waiting += 1;
    response.once('close', () => { waiting -= 1; });
    response.shouldKeepAlive &&= !isLeaving;
  });
  this.on('upgrade', (request, socket) => { socket.isWebSocket = true; });
  buildApart();
  removeOld();
  listen.call(this, { path: join(folder, `${name}.sock`), readableAll: true, writableAll: true }, () => {
    if (place === 'spare') {
      on.call(process, 'SIGUSR2', () => ports.forEach((each) => takeWhenFree(this, each, address)));
      done();
    } else {
      openDoor(this, port, address).then(() => done(), (error) => this.emit('error', error));
    }
  });
  return this;
};

function openDoor(server, each, address) {
  const door = net.createServer({ allowHalfOpen: true, noDelay: true }, (connection) => {
    connection.isShared = true;
    server.emit('connection', connection);
  });
  return new Promise((resolve, reject) => {
    door.on('error', reject);
    listen.call(door, { port: each, host: address, reusePort: true }, () => {
      doors.push(door);
      if (isLeaving)
        door.close();
      resolve();
    });
  });
}

// A worker of an earlier version does not share its port. The spare one gets it when that worker stops.
async function takeWhenFree(server, each, address) {
  while (!isLeaving) {
    try {
      return await openDoor(server, each, address);
    } catch (error) {
      if (error.code !== 'EADDRINUSE')
        return server.emit('error', error);
      await pause(20);
    }
  }
}

// What a killed process has left.
function removeOld() {
  for (const file of readdirSync(folder).filter((each) => each.startsWith(`${place}-`) && each.endsWith('.sock')))
    unlinkSync(join(folder, file));
}

async function handOver() {
  isLeaving = true;
  doors.forEach((door) => door.close());
  const idle = () => [...connections].every(({ isShared, isWebSocket }) => !isShared || isWebSocket);
  await until(idle, idleMilliseconds);
  const leaving = sessions();
  for (const session of leaving) {
    end(session);
    await pause(reconnectMilliseconds / leaving.length);
  }
  await until(() => waiting === 0 && sessions().every(({ transport }) => transport.name !== 'websocket'), finishMilliseconds);
}

// So that what the client has sent until then still arrives, the session stays open here. The client connects anew.
function end(session) {
  if (session.transport.name === 'websocket')
    session.transport.socket.close(1012);
  else
    session.sendPacket('close');
}

async function until(condition, milliseconds) {
  for (const end = Date.now() + milliseconds; !condition() && Date.now() < end;)
    await pause(50);
}

const shutdowns = [];
process.on = process.addListener = function (event, listener) {
  if (event !== 'SIGTERM')
    return on.call(this, event, listener);
  shutdowns.push(listener);
  return this;
};
on.call(process, 'SIGTERM', async () => {
  if (isLeaving)
    return;
  await handOver();
  if (shutdowns.length === 0)
    process.exit();
  shutdowns.forEach((shutdown) => shutdown('SIGTERM'));
});

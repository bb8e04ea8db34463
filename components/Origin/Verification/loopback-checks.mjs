// What must not be reachable from outside: listening ports, and the commands that Redis allows the forum.
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, Failed } from './visitor.mjs';

const listening = '0A';
const loopback = /^(?:7f.{6}|0{20}ffff7f.{6}|0{31}1)$/;

/** Who listens on a port, from the kernel's list, whatever the configuration says. */
export function listeners(port) {
  return ['/proc/net/tcp', '/proc/net/tcp6'].filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(1)).map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === listening && parseInt(local.split(':')[1], 16) === port)
    .map((fields) => ({ address: networkOrder(fields[1].split(':')[0]), inode: fields[9] }));
}

/** Checks that a port is reachable only from this host. */
export function onLoopbackOnly(port) {
  const addresses = listeners(port).map(({ address }) => address);
  expect(addresses.length > 0, `something to listen on port ${port}`, 'nothing');
  const open = addresses.filter((address) => !loopback.test(address));
  expect(open.length === 0, `port ${port} to be open on loopback addresses only`, `a listener on ${open.map(written).join(' and ')}`);
}

// The list has 32-bit words in host byte order, which is little-endian.
const networkOrder = (hex) => hex.toLowerCase().match(/.{8}/g).map((word) => word.match(/../g).reverse().join('')).join('');

const written = (hex) => hex.length === 8 ? hex.match(/../g).map((byte) => parseInt(byte, 16)).join('.') : `[${hex.match(/.{4}/g).join(':')}]`;

async function redis(_, { secretsFolder, redisPort }, signal) {
  onLoopbackOnly(redisPort);
  const stranger = await ask(redisPort, signal, ['PING']);
  expect(stranger.startsWith('-NOAUTH'), 'Redis to ask for a password', stranger);
  const password = readFileSync(join(secretsFolder, 'redis-password'), 'utf8').trimEnd();
  const forum = await ask(redisPort, signal, [`AUTH ${password}`, 'CONFIG GET port']);
  expect(forum.startsWith('-NOPERM'), 'CONFIG to be refused to the forum (user default in /etc/nodebb-infra/redis/redis.conf)', forum);
  return 'on loopback, with a password; CONFIG is refused to the forum';
}

// Sends inline commands, one a line, and returns the first line of the last answer.
function ask(port, signal, commands) {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect({ port, host: '127.0.0.1', signal }, () => socket.write(commands.map((command) => `${command}\r\n`).join('')));
    const failed = (why) => reject(new Failed(`Redis on port ${port}: ${why}`));
    socket.on('error', (error) => failed(error.name === 'AbortError' ? 'no answer in time' : error.message));
    socket.on('close', () => failed('it ended the connection'));
    socket.setEncoding('utf8').on('data', (part) => {
      said += part;
      const lines = said.split('\r\n');
      if (lines.length > commands.length || said.length > 10_000) {
        resolve(lines[Math.min(lines.length, commands.length) - 1]);
        socket.destroy();
      }
    });
  });
}

export const checks = [
  { name: 'redis', shows: 'Redis can be reached from this host only, asks for a password, and denies the forum CONFIG', run: redis },
];

// An origin with private uploads, reachable from outside of its network namespace through a Unix socket: SOCKET. It runs until killed.
import { connect, createServer } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { originAddresses, startOrigin } from '../LocalOrigins/origin.mjs';

const forum = process.env.FORUM;
const files = JSON.parse(process.env.FILES);
for (const [name, text] of Object.entries(files)) {
  mkdirSync(join(forum, name, '..'), { recursive: true });
  writeFileSync(join(forum, name), text);
}

await startOrigin([], { privateUploads: 1 });
createServer((from) => {
  const to = connect(443, originAddresses[4]);
  from.on('error', () => to.destroy());
  to.on('error', () => from.destroy());
  from.pipe(to).pipe(from);
}).listen(process.env.SOCKET, () => console.log('listening'));

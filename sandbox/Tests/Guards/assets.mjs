// Prints which build's file is at an address, and who may keep it, after a second build with other chunks.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publish, startOrigin } from '../LocalOrigins/origin.mjs';
import { Visitor } from '../LocalOrigins/visitor.mjs';

const assets = join(process.env.FORUM, 'build/public');
const build = (name, buster) => {
  for (const file of readdirSync(assets).filter((one) => one.startsWith('chunk.')))
    rmSync(join(assets, file));
  for (const file of ['page.js', `chunk.${name}.min.js`])
    writeFileSync(join(assets, file), `the ${name} build`);
  writeFileSync(join(process.env.FORUM, 'build/cache-buster'), buster);
  return publish();
};

const origin = await startOrigin();
try {
  build('first', '0123456789a');
  build('second', 'abcdef01234');
  const visitor = await new Visitor('192.0.2.77').open();
  for (const path of [
    'page.js?v=0123456789a', 'page.js?v=abcdef01234', 'page.js', 'page.js?v=99999999999', 'page.js?v=1.2', 'page.js?v=served', 'page.js?v=..', 'page.js?v=../before',
    'chunk.first.min.js', 'chunk.second.min.js', 'chunk.first.min.js?v=abcdef01234', 'chunk.second.min.js?v=0123456789a', 'chunk.first.min.js?v=99999999999',
  ]) {
    const { headers, status, text } = await visitor.ask(`/assets/${path}`);
    const what = status === 200 ? text : status;
    console.log(`/assets/${path} => ${what}, for browsers ${headers['cache-control'] ?? 'nothing'}, for Cloudflare ${headers['cloudflare-cdn-cache-control'] ?? 'the same'}`);
  }
} finally {
  await origin.stop();
}
process.exit();

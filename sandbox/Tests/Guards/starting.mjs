// Prints what a visitor gets while no worker answers, and that an asset is there all the same.
import { ports, startOrigin } from '../LocalOrigins/origin.mjs';
import { Visitor } from '../LocalOrigins/visitor.mjs';

const origin = await startOrigin();
try {
  const visitor = new Visitor('198.51.100.7');
  await Promise.all(ports.map((port) => origin.killWorker(port)));
  for (const path of ['/', '/api/config', '/socket.io/?EIO=4&transport=polling', '/socket.io/?EIO=4&transport=polling&sid=4567-0123abcd.x']) {
    const { status, headers, text } = await visitor.ask(path);
    console.log(`${path} => ${status}, retry after ${headers['retry-after']}, ${headers['cache-control']}, ${headers['cloudflare-cdn-cache-control']}, ${text.includes('This page tries again by itself') ? 'our page' : text}`);
  }
  console.log(`/assets/client.css => ${(await visitor.ask('/assets/client.css')).status}`);
} finally {
  await origin.stop();
}
process.exit();

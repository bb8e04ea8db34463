// Prints the title and the banner of a page, for browsers that take it compressed and for others.
import { startOrigin } from '../LocalOrigins/origin.mjs';
import { Visitor } from '../LocalOrigins/visitor.mjs';

const origin = await startOrigin();
try {
  const visitor = new Visitor('198.51.100.7');
  for (const encoding of ['identity', 'gzip, br']) {
    const page = await visitor.ask('/', { headers: { 'accept-encoding': encoding } });
    console.log(`title: ${/<title>(.*)<\/title>/.exec(page.text)?.[1]}`);
    console.log(`banner: ${/<div role="status"[^>]*>(.*)<\/div><\/body>/.exec(page.text)?.[1]}`);
  }
  const api = await visitor.ask('/api/config');
  console.log(`the API: ${api.status === 200 && !api.text.includes('Staging') ? 'no banner' : api.text}`);
} finally {
  await origin.stop();
}
process.exit();

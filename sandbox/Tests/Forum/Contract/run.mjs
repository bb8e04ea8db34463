// Runs a forum for other tests until it is stopped, and prints its location as one line of JSON:
//   node run.mjs <checkout with node_modules> <number of workers>
import { admin, newSite, redisPassword, run, startRedis, startWorker, stopAll, writeConfig } from './processes.mjs';

const [, , forum, count] = process.argv;
const site = newSite(forum);
process.on('SIGTERM', () => stopAll(site).then(() => process.exit()));
await startRedis(site);
writeConfig(site);
const setup = await run(site, './nodebb', ['--config', site.config, 'setup'], admin);
if (!setup.text.includes('NodeBB Setup Completed'))
  throw new Error(setup.text);
const workers = await Promise.all(Array.from({ length: Number(count) }, (_, i) => startWorker(site, i === 0)));
console.log(JSON.stringify({ workers: workers.map(({ port }) => port), user: admin.NODEBB_ADMIN_USERNAME, password: admin.NODEBB_ADMIN_PASSWORD, redisPort: site.redisPort, redisPassword }));

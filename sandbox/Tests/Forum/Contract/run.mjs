// Runs a forum for other tests until it is stopped, and prints its location as one line of JSON:
//   node run.mjs <checkout with node_modules> <number of workers>
import { admin, newWorld, redisPassword, run, startRedis, startWorker, stopAll, writeConfig } from './processes.mjs';

const [, , forum, count] = process.argv;
const world = newWorld(forum);
process.on('SIGTERM', () => stopAll(world).then(() => process.exit()));
await startRedis(world);
writeConfig(world);
const setup = await run(world, './nodebb', ['--config', world.config, 'setup'], admin);
if (!setup.text.includes('NodeBB Setup Completed'))
  throw new Error(setup.text);
const workers = await Promise.all(Array.from({ length: Number(count) }, (_, i) => startWorker(world, i === 0)));
console.log(JSON.stringify({ workers: workers.map(({ port }) => port), user: admin.NODEBB_ADMIN_USERNAME, password: admin.NODEBB_ADMIN_PASSWORD, redisPort: world.redisPort, redisPassword }));

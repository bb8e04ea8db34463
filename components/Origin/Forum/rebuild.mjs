// NodeBBInfra: the control panel's "Rebuild & Restart" builds the assets in the worker that got the click, which answers nobody meanwhile. So
// build them in a process of their own, with low priority, and one at a time.
// https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/socket.io/admin.js
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

/** NodeBB's modules can be loaded when it is about to listen. */
export function buildApart() {
  const ofTheForum = createRequire(`${process.cwd()}/app.js`);
  let build;
  try {
    build = ofTheForum('./src/meta/build');
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND')
      return;
    throw error;
  }
  build.buildAll = async () => {
    // NodeBB would take a worker's environment for its configuration.
    const { PATH, HOME, NODE_ENV } = process.env;
    mkdirSync('build', { recursive: true });
    const child = spawn('flock', ['build/.nodebb-infra.lock', 'nice', '-n', '10', process.execPath, 'nodebb', 'build'], { env: { PATH, HOME, NODE_ENV }, stdio: ['ignore', 'inherit', 'inherit'] });
    const [code] = await once(child, 'exit');
    if (code !== 0)
      throw new Error(`The build failed: journalctl -u nodebb@${process.env.port}`);
  };
}

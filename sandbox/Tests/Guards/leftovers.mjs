// Prints how many temporary files a worker keeps of accepted, refused and ignored uploads. Runs with --import uploads.mjs.
import { createRequire } from 'node:module';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const [express, multer] = ['express', 'multer'].map(createRequire(`${process.cwd()}/app.js`));
process.env.TMPDIR = mkdtempSync(join(process.env.TMPDIR, 'worker-'));
// As NodeBB has it.
const upload = multer({ storage: multer.diskStorage({}) });
const app = express();
let taken = 0;
app.post('/taken', upload.array('files[]', 20), (request, response) => {
  renameSync(request.files[0].path, join(process.env.TMPDIR, `taken-${++taken}`));
  response.send('taken');
});
app.post('/refused', upload.array('files[]', 20), (request, response) => response.sendStatus(403));
app.post('/ignored', upload.any(), (request, response) => response.json({}));
app.post('/failed', upload.any(), (request, response, next) => next(new Error('on purpose')));
app.use((error, request, response, next) => response.sendStatus(500)); // eslint-disable-line no-unused-vars
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');

for (const path of ['/taken', '/refused', '/ignored', '/failed']) {
  const body = new FormData();
  body.append('files[]', new Blob(['x'.repeat(100_000)]), 'x.png');
  const { status } = await fetch(`http://127.0.0.1:${server.address().port}${path}`, { method: 'POST', body });
  await new Promise((resolve) => { setTimeout(resolve, 300); });
  console.log(`${path} ${status}: ${readdirSync(process.env.TMPDIR).map((name) => (name.startsWith('taken') ? 'the upload' : 'a leftover')).join(', ')}`);
}
process.exit();

// Prints the results of an upload path's spellings: the visitor's response, and the target that NodeBB got.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrigin } from '../LocalOrigins/origin.mjs';
import { Visitor } from '../LocalOrigins/visitor.mjs';

const addresses = [
  '/assets/uploads/files/private.pdf', '/assets//uploads/files/private.pdf', '/assets/uploads//files/private.pdf', '//assets/uploads/files/private.pdf',
  '/assets/./uploads/files/private.pdf', '/assets/other/../uploads/files/private.pdf', '/assets/uploads/files/../files/private.pdf',
  '/assets/%75ploads/files/private.pdf', '/assets/uploads/%66iles/private.pdf', '/assets/uploads/files/private.%70df',
  '/assets/%2e/uploads/files/private.pdf', '/assets/%2fuploads/files/private.pdf', '/assets/other%2f..%2fuploads/files/private.pdf',
  '/ASSETS/uploads/files/private.pdf', '/assets/Uploads/files/private.pdf', '/assets/uploads/Files/private.pdf', '/assets/%5cuploads/files/private.pdf',
  '/assets/uploads/files/a%20name%3f.pdf', '/assets/uploads/files/private.pdf?v=1',
  '/assets/uploads/profile/avatar.png', '/assets/nothing.css', '/nothing.css',
];

const uploads = join(process.env.FORUM, 'public/uploads');
for (const name of ['files/private.pdf', 'files/a name?.pdf', 'profile/avatar.png']) {
  mkdirSync(join(uploads, name, '..'), { recursive: true });
  writeFileSync(join(uploads, name), 'an upload');
}

const origin = await startOrigin([join(import.meta.dirname, 'tell-request.mjs')]);
try {
  const visitor = new Visitor('192.0.2.77');
  visitor.sends = { accept: 'text/html' };
  for (const address of addresses) {
    const { status, headers } = await visitor.ask(address);
    console.log(`${address} => ${status}, ${headers['cache-control'] ?? 'nothing about keeping it'}${headers['set-cookie'] ? ', a cookie' : ''}; NodeBB was asked for ${headers['x-asked'] ?? 'nothing'}`);
  }
} finally {
  await origin.stop();
}
process.exit();

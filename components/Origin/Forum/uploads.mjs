// NodeBBInfra: NodeBB saves uploaded files in its temporary folder before it authenticates the request. It leaves files of rejected requests
// and unused fields there, on every API route, so anybody could fill the disk. So delete what is left when the response closes.
// https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/middleware/multer.js
import { unlink } from 'node:fs';
import { createRequire } from 'node:module';

const ofTheForum = createRequire(`${process.cwd()}/app.js`);
const multer = isInstalled('multer') ? ofTheForum('multer') : {};
const { diskStorage } = multer;

multer.diskStorage = (options) => {
  const storage = diskStorage(options);
  const write = storage._handleFile;
  storage._handleFile = (request, file, done) => write.call(storage, request, file, (error, written) => {
    // NodeBB has moved the files that it accepted.
    if (written?.path)
      request.res.once('close', () => unlink(written.path, () => {}));
    done(error, written);
  });
  return storage;
};

function isInstalled(name) {
  try {
    return Boolean(ofTheForum.resolve(name));
  } catch {
    return false;
  }
}

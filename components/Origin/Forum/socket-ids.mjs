// NodeBBInfra: a socket.io session exists only in the memory of the worker that opened it. Every request of the session carries the session
// id. So the id begins with the worker's port, and nginx (io_nodes.conf) routes by that.
// nodebb@.service loads this before NodeBB. https://socket.io/docs/v4/server-api/#serverengine
import { unlink } from 'node:fs';
import { createRequire } from 'node:module';

const ofTheForum = createRequire(`${process.cwd()}/app.js`);
const { Server } = createRequire(ofTheForum.resolve('socket.io'))('engine.io');
const { generateId } = Server.prototype;

// Original ids contain no dot: https://github.com/faeldt/base64id
Server.prototype.generateId = async function (request) {
  return `${process.env.port}.${await generateId.call(this, request)}`;
};

// NodeBB saves uploaded files in its temporary folder before it authenticates the request. It leaves files of rejected requests and unused
// fields there, on every API route, so anybody could fill the disk. So delete what is left when the response closes.
// https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/middleware/multer.js
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

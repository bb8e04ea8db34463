// NodeBBInfra: a socket.io session lives in the memory of the worker that opened it, and no other worker knows it. Its id, which every
// request of the session carries, therefore begins with the worker's port, and nginx (io_nodes.conf) reads it there.
// Loaded before NodeBB by nodebb@.service. https://socket.io/docs/v4/server-api/#serverengine
import { unlink } from 'node:fs';
import { createRequire } from 'node:module';

const ofTheForum = createRequire(`${process.cwd()}/app.js`);
const { Server } = createRequire(ofTheForum.resolve('socket.io'))('engine.io');
const { generateId } = Server.prototype;

// The ids themselves have no dot: https://github.com/faeldt/base64id
Server.prototype.generateId = async function (request) {
  return `${process.env.port}.${await generateId.call(this, request)}`;
};

// And NodeBB writes the files of a form into its temporary folder before it looks at who sends it; those that it refuses, and those for which it has no
// use, stay there, from anybody and on every route of its API, until there is no room. So what is left when the answer is over goes.
// https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/middleware/multer.js
const multer = isInstalled('multer') ? ofTheForum('multer') : {};
const { diskStorage } = multer;

multer.diskStorage = (options) => {
  const storage = diskStorage(options);
  const write = storage._handleFile;
  storage._handleFile = (request, file, done) => write.call(storage, request, file, (error, written) => {
    // What NodeBB has taken it has moved.
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

// An https git server with authentication:
//   git-server.mjs <certificate> <key> <file with user:password> <repository> [URL to redirect to]
// Its first output line is its port. Then it prints a line per request, with the processes whose command line or environment contained the
// password meanwhile.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import https from 'node:https';
import { createGunzip } from 'node:zlib';

const [certificate, key, loginFile, repository, elsewhere] = process.argv.slice(2);
const login = fs.readFileSync(loginFile, 'utf8').trim();
const password = login.slice(login.indexOf(':') + 1);

function shownBy() {
  const files = fs.readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(pid => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`]);
  return files.filter((file) => {
    try {
      return fs.readFileSync(file, 'utf8').includes(password);
    } catch {
      return false; // it has exited, or belongs to another user
    }
  });
}

const server = https.createServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key) }, (request, response) => {
  const { pathname } = new URL(request.url, 'https://localhost');
  console.log(`${request.method} ${pathname} ${request.headers.authorization ? 'authorized' : 'anonymous'}`);
  shownBy().forEach(file => console.log(`shown by ${file}`));
  if (elsewhere) {
    response.writeHead(302, { Location: elsewhere + request.url }).end();
  } else if (request.headers.authorization !== `Basic ${Buffer.from(login).toString('base64')}`) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
  } else if (pathname.endsWith('/info/refs')) {
    response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-advertisement' });
    response.write('001e# service=git-upload-pack\n0000');
    spawn('git', ['upload-pack', '--stateless-rpc', '--advertise-refs', repository]).stdout.pipe(response);
  } else {
    response.writeHead(200, { 'Content-Type': 'application/x-git-upload-pack-result' });
    const git = spawn('git', ['upload-pack', '--stateless-rpc', repository]);
    (request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request).pipe(git.stdin);
    git.stdout.pipe(response);
  }
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

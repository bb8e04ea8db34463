// Makes a worker add the raw request target to every response.
import { Server } from 'node:http';

const { emit } = Server.prototype;

Server.prototype.emit = function (event, ...values) {
  if (event === 'request') {
    const [request, response] = values;
    response.setHeader('x-asked', `${request.url} ${request.headers.accept}`);
    response.setHeader('x-upgrade', request.headers.upgrade ?? 'none');
  }
  return emit.call(this, event, ...values);
};

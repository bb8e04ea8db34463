// A session like NodeBB's page: configuration, socket.io with session cookie and CSRF token, and answered events.
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { VisitorAgent } from './agent.mjs';
import { get } from './get.mjs';

export const modes = ['polling', 'upgrade', 'websocket'];
const transports = { polling: ['polling'], upgrade: ['polling', 'websocket'], websocket: ['websocket'] };

const exchanges = 2;
const patience = 10_000;
// NodeBB's client settings. With the client's jitter it gives up after about half a minute. src/client: app.socket
const reconnection = { reconnectionAttempts: 5, reconnectionDelay: 1500 };

class Lost extends Error {}

export class Session {
  constructor({ id, mode, address, scenario, edge, meeting }) {
    const agent = new VisitorAgent({ edge, addresses: scenario.addresses?.() ?? [address], keepAlive: scenario.keepAlive ?? true, forges: scenario.forges });
    Object.assign(this, { id, mode, scenario, edge, meeting, agent, drops: [], outcome: { id, mode } });
  }

  async play() {
    try {
      await this.visit();
      await this.connect();
      await this.exchange();
      this.mayReconnect = this.scenario.reconnects;
      await this.scenario.disturb(this);
      const before = Date.now();
      await (this.mayReconnect ? this.exchangeAgain() : this.exchange());
      if (this.drops.length)
        Object.assign(this.outcome, { reconnects: this.drops.length, back: Date.now() - before });
      await this.judge();
    } catch (error) {
      if (!(error instanceof Lost))
        error.message = `${error.name}: ${error.message}`;
      this.outcome.lost = error.message;
    } finally {
      this.meeting?.leave(this);
      this.socket?.disconnect();
      this.agent.destroy();
    }
  }

  async visit() {
    if (!this.scenario.isNew)
      await this.configuration();
    await this.configuration();
  }

  async configuration() {
    const answer = await get(this, '/api/config');
    if (answer.status !== 200)
      throw new Lost(`GET /api/config: ${answer.status}`);
    this.cookie = answer.cookie ?? this.cookie;
    this.token = answer.json.csrf_token;
  }

  async connect() {
    this.socket = io(`https://${this.edge.domain}:${this.edge.port}`, {
      transports: transports[this.mode], agent: this.agent, forceNew: true, extraHeaders: { cookie: this.cookie }, query: { _csrf: this.token, visitor: this.id },
      ...(this.scenario.reconnects ? reconnection : { reconnection: false }),
    });
    this.gone = new Promise((_, reject) => { this.lose = (reason) => reject(new Lost(reason)); });
    this.gone.catch(() => {});
    this.socket.on('connect_error', (error) => this.mayReconnect || this.lose(`connect: ${describe(error)}`));
    this.socket.io.on('reconnect_failed', () => this.lose('the client gave up connecting again'));
    this.socket.on('disconnect', (reason, details) => this.dropped(reason, details));
    await Promise.all([this.within(once(this.socket, 'connect'), 'no connection'), this.mode === 'upgrade' && this.upgraded()]);
  }

  // After a refused upgrade the client stays on polling; the WebSocket request did not find its session.
  upgraded() {
    const { engine } = this.socket.io;
    engine.on('upgradeError', (error) => this.lose(`upgrade: ${describe(error)}`));
    return this.within(once(engine, 'upgrade'), 'no upgrade');
  }

  dropped(reason, details) {
    if (reason === 'io client disconnect')
      return;
    this.drops.push(`disconnect: ${reason}${details ? `, ${describe(details)}` : ''}`);
    if (!this.mayReconnect)
      this.lose(this.drops.at(-1));
  }

  async exchange() {
    for (let i = 0; i < exchanges; i++)
      await this.within(this.socket.timeout(patience).emitWithAck('measure', i).catch(() => { throw new Lost('an event was not answered'); }), 'an event was not answered');
  }

  // The first event may use a closing connection. What counts is that the client, by itself, gets answers again.
  async exchangeAgain() {
    const late = pause(40_000, null, { ref: false }).then(() => { throw new Lost('not back after 40 s'); });
    late.catch(() => {});
    for (;;) {
      const drops = this.drops.length;
      try {
        return await Promise.race([this.gone, late, this.exchangeConnected()]);
      } catch (error) {
        if (drops === this.drops.length)
          throw error;
      }
    }
  }

  async exchangeConnected() {
    if (!this.socket.connected)
      await once(this.socket, 'connect');
    await Promise.race([this.exchange(), once(this.socket, 'disconnect').then(() => { throw new Lost(this.drops.at(-1)); })]);
  }

  // Allows only what the scenario explains: nobody needs a second session unless the connection or the worker is gone.
  async judge() {
    if (this.scenario.anyReconnect)
      await this.configuration();
    else if (this.drops.length > (this.wasCut ? 1 : 0))
      throw new Lost(this.drops.at(-1));
  }

  get transport() {
    return this.socket.io.engine.transport.name;
  }

  async cut() {
    this.wasCut = true;
    const gone = once(this.socket, 'disconnect');
    this.socket.io.engine.transport.ws.terminate();
    await gone;
  }

  within(promise, what) {
    return Promise.race([this.gone, promise, pause(patience + 1000, null, { ref: false }).then(() => { throw new Lost(what); })]);
  }
}

// engine.io's error contains the status, or on polling the complete response.
function describe(error) {
  const text = error.context?.responseText;
  const said = text?.startsWith('{') ? JSON.parse(text).message : undefined;
  const cause = typeof error.description === 'number' ? error.description : error.description?.message ?? error.cause?.message;
  return [error.message ?? error, cause, said].filter(Boolean).join(', ');
}

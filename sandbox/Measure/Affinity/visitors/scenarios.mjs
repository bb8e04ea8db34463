// What happens to a visitor between two parts of a session.
import { newAddress, newAddress4, newAddress6 } from './agent.mjs';

const quiet = async () => {};

export const scenarios = {
  // Has been here before: the session's cookie is there from the first request on. One address, connections that are kept.
  ordinary: { disturb: quiet },

  // Every request with another X-Forwarded-For of the visitor's own.
  forged: { forges: true, disturb: quiet },

  // Every connection from the other family than the one before, and a connection for each request.
  flip: { addresses: () => [newAddress4(), newAddress6()], keepAlive: false, disturb: quiet },

  // The first request of all: no cookie yet, and the socket follows at once with the one that came back.
  cookieless: { isNew: true, disturb: quiet },

  // Another address in the middle. A WebSocket is one connection and ends with its address: the client may open another session, once.
  moving: {
    reconnects: true,
    disturb: async (session) => {
      session.agent.move(newAddress(Math.floor(Math.random() * 2)));
      if (session.transport === 'websocket')
        await session.cut();
    },
  },

  // The worker of a third of the visitors dies while all of them are connected.
  killed: { reconnects: true, anyReconnect: true, together: true, disturb: (session) => session.meeting.meet(session) },
};

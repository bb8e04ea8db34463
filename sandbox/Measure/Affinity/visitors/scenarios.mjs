// What happens to a visitor in the middle of a session.
import { newAddress, newAddress4, newAddress6 } from './agent.mjs';

const quiet = async () => {};

export const scenarios = {
  // A returning visitor: has the session cookie from the first request on. One address, keep-alive.
  ordinary: { disturb: quiet },

  // Every request has another forged X-Forwarded-For.
  forged: { forges: true, disturb: quiet },

  // Connections alternate between IPv4 and IPv6, with a new one for each request.
  flip: { addresses: () => [newAddress4(), newAddress6()], keepAlive: false, disturb: quiet },

  // The very first request: no cookie yet, and the socket follows at once with the one from the response.
  cookieless: { isNew: true, disturb: quiet },

  // The address changes. A WebSocket ends with its address, so the client may open one more session.
  moving: {
    reconnects: true,
    disturb: async (session) => {
      session.agent.move(newAddress(Math.floor(Math.random() * 2)));
      if (session.transport === 'websocket')
        await session.cut();
    },
  },

  // A third of the visitors lose their worker while all are connected.
  killed: { reconnects: true, anyReconnect: true, together: true, disturb: (session) => session.meeting.meet(session) },
};

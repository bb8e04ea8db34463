// NodeBBInfra: a worker's name is new at each start, because a restarted worker does not know the sessions of the one before. nginx finds the
// worker at the Unix socket of that name.
import { randomBytes } from 'node:crypto';

/** What the worker is for: its port, or "spare". */
export const place = process.env.NODEBB_INFRA_PLACE ?? process.env.port;

/** The worker's name. */
export const name = `${place}-${randomBytes(4).toString('hex')}`;

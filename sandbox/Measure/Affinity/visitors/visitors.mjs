// Plays visitors and prints the result of each session as a line of JSON:
//   node visitors.mjs <<<'{"scenario": "ordinary", "sessions": 300, ...}'
// Before an event for all sessions it prints {"ready": n} and waits for a line on stdin.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { newAddress } from './agent.mjs';
import { Meeting } from './meeting.mjs';
import { scenarios } from './scenarios.mjs';
import { Session, modes } from './session.mjs';

const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async () => (await input.next()).value;
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const plan = JSON.parse(await nextLine());
const edge = { ...plan.edge, ca: readFileSync(plan.edge.authority) };
const scenario = scenarios[plan.scenario];
let next = 0;

async function play(meeting) {
  const id = next++;
  const session = new Session({ id, mode: modes[id % modes.length], address: newAddress(id), scenario, edge, meeting });
  await session.play();
  say(session.outcome);
}

const times = (count, start) => Promise.all(Array.from({ length: count }, start));

if (scenario.together) {
  while (next < plan.sessions) {
    const size = Math.min(plan.atOnce, plan.sessions - next);
    const meeting = new Meeting(size, async () => {
      say({ ready: size });
      await nextLine();
    });
    await times(size, () => play(meeting));
  }
} else {
  await times(plan.atOnce, async () => {
    while (next < plan.sessions)
      await play();
  });
}
process.exit();

// Prints a forum's behaviour, one line per question, to compare NodeBB with its stand-in:
//   node contract.mjs <checkout with node_modules>
import { installQuestions, lifeQuestions } from './lifecycle-questions.mjs';
import { pageQuestions, visitorQuestions } from './page-questions.mjs';
import { socketQuestions } from './socket-questions.mjs';
import { newWorld, startRedis, startWorker, stopAll } from './processes.mjs';

const forum = process.argv[2];
if (!forum) {
  console.error('usage: node contract.mjs <checkout of a forum, with its node_modules>');
  process.exit(2);
}

const say = (question, answer) => console.log(`${question} => ${answer}`);
const world = newWorld(forum);
try {
  await startRedis(world);
  await installQuestions(world, say);
  const workers = [await startWorker(world, true), await startWorker(world, false)];
  await pageQuestions(workers, say);
  await visitorQuestions(workers, say);
  await socketQuestions(workers, say);
  await lifeQuestions(world, workers, say);
} finally {
  await stopAll(world);
}

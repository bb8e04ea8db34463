// Prints a forum's behaviour, one line per question, to compare NodeBB with its stand-in:
//   node contract.mjs <checkout with node_modules>
import { installQuestions, lifeQuestions } from './lifecycle-questions.mjs';
import { pageQuestions, visitorQuestions } from './page-questions.mjs';
import { socketQuestions } from './socket-questions.mjs';
import { newSite, startRedis, startWorker, stopAll } from './processes.mjs';

const forum = process.argv[2];
if (!forum) {
  console.error('usage: node contract.mjs <checkout of a forum, with its node_modules>');
  process.exit(2);
}

const say = (question, answer) => console.log(`${question} => ${answer}`);
const site = newSite(forum);
try {
  await startRedis(site);
  await installQuestions(site, say);
  const workers = [await startWorker(site, true), await startWorker(site, false)];
  await pageQuestions(workers, say);
  await visitorQuestions(workers, say);
  await socketQuestions(workers, say);
  await lifeQuestions(site, workers, say);
} finally {
  await stopAll(site);
}

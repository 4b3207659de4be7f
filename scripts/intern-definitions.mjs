/**
 * Numbers definitions so that those of equal structure share one number, and so one line of a table.
 *
 * @param all definitions by name
 * @param lineOf a definition's line, given the number of every definition
 * @returns the number of each definition, and the line of each number
 */
export function internDefinitions(all, lineOf) {
  let found = new Map([...all.keys()].map((name) => [name, 0]));
  for (let count = 1; ; ) {
    const byLine = new Map();
    const next = new Map();
    for (const [name, definition] of all) {
      const line = lineOf(definition, found, name);
      if (!byLine.has(line)) byLine.set(line, byLine.size);
      next.set(name, byLine.get(line));
    }
    found = next;
    if (byLine.size === count) break;
    count = byLine.size;
  }
  const lines = [];
  for (const [name, number] of found) lines[number] ??= lineOf(all.get(name), found, name);
  return { numbers: found, lines };
}

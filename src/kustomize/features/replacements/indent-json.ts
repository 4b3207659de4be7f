/** @returns compact JSON as Go's `json.MarshalIndent` writes it, with two spaces for each level. */
export function indentJson(json: string): string {
  let out = '';
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const c = json[at] ?? '';
    if (c === '"') {
      const end = endOfString(json, at);
      out += json.slice(at, end);
      at = end - 1;
    } else if ((c === '{' || c === '[') && json[at + 1] !== (c === '{' ? '}' : ']')) {
      depth += 1;
      out += `${c}\n${'  '.repeat(depth)}`;
    } else if (c === '{' || c === '[') {
      out += json.slice(at, at + 2);
      at += 1;
    } else if (c === '}' || c === ']') {
      depth -= 1;
      out += `\n${'  '.repeat(depth)}${c}`;
    } else if (c === ',') out += `,\n${'  '.repeat(depth)}`;
    else out += c === ':' ? ': ' : c;
  }
  return out;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

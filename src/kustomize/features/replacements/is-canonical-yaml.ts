const KEY = String.raw`(?:"[\x20\x21\x23-\x5b\x5d-\x7e]*"|'[\x20-\x26\x28-\x7e]*'|[A-Za-z0-9_./-]+)`;
const QUOTED = String.raw`"[\x20\x21\x23-\x5b\x5d-\x7e]*"|'[\x20-\x26\x28-\x7e]*'`;
const PLAIN = String.raw`[A-Za-z0-9_./+$(-](?:(?! #|: )[\x21-\x7e]| (?=[\x21-\x22\x24-\x7e]))*`;
const COMMENT = String.raw`( # ?[\x21-\x7e]+(?: [\x21-\x7e]+)*)?`;
const ENTRY = new RegExp(`^( *)(- )?(?:${KEY}:|(?=[^ #]))(?: ?(${QUOTED}|\\||\\|-|[{[].*|${PLAIN}))?${COMMENT}$`);
const HEAD_COMMENT = /^( *)#[\x20-\x7e]*$/;

/**
 * @returns whether kyaml would write a YAML text as it is: then a value can be replaced in it where it stands, with its
 * comments around it. What is not surely so is held not to be.
 * @see goyaml.v3 encoder.node; kustomize kyaml/yaml RNode.String
 */
export function isCanonicalYaml(text: string): boolean {
  const lines = text.trimEnd().split('\n');
  if (lines.some((line) => /^(---|\.\.\.)/.test(line))) return false;
  const levels = [0];
  let opens = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const comment = HEAD_COMMENT.exec(line);
    if (comment !== null) {
      if (!headsNext(lines, at, comment[1]?.length ?? 0)) return false;
      continue;
    }
    const entry = ENTRY.exec(line);
    if (entry === null) return false;
    const [, spaces = '', dash, value = '', note] = entry;
    const column = spaces.length;
    if (!fits(levels, column, dash !== undefined, opens)) return false;
    opens = line.endsWith(':');
    if (dash !== undefined) levels.push(column + 2);
    if (/^[{[]/.test(value) && !isCanonicalFlow(value)) return false;
    if (value === '' && note !== undefined) return false;
    if (!value.startsWith('|')) continue;
    const end = endOfBlock(lines, at + 1, (dash === undefined ? column : column + 2) + 2);
    if (end === undefined || note !== undefined) return false;
    at = end - 1;
  }
  return true;
}

/** A comment on lines of its own belongs to the key or the item below it, whose column it has, and that is not the first. */
function headsNext(lines: readonly string[], at: number, column: number): boolean {
  const next = lines[at + 1];
  if (next === undefined || next.trim() === '') return false;
  if (next.length - next.trimStart().length !== column) return false;
  return !next.trimStart().startsWith('- ') || lines[at - 1]?.endsWith(':') === false;
}

/** A level opens two columns further in, below a key without a value; items stand in the column of their key. */
function fits(levels: number[], column: number, isItem: boolean, opens: boolean): boolean {
  while ((levels.at(-1) ?? 0) > column) levels.pop();
  if (levels.at(-1) === column) return true;
  if (!opens || isItem || column !== (levels.at(-1) ?? 0) + 2) return false;
  levels.push(column);
  return true;
}

function isCanonicalFlow(value: string): boolean {
  const bare = value.replace(/"[^"\\]*"|'[^']*'/g, 'q');
  return (
    /^[A-Za-z0-9_./{}[\],: -]+$/.test(bare) &&
    !/ {2}|[{[] | [}\],:]|,(?! )|:(?! )|[,:] ?[}\],]|[{[],/.test(bare) &&
    /[}\]]$/.test(bare)
  );
}

/** @returns the line behind a block of text, `undefined` where it is not written as kyaml does. */
function endOfBlock(lines: readonly string[], from: number, column: number): number | undefined {
  const indent = ' '.repeat(column);
  let end = from;
  while (end < lines.length && (lines[end] === '' || lines[end]?.startsWith(indent))) end++;
  const text = lines.slice(from, end);
  const isPlain = text.every((line) => /^[\x20-\x7e]*$/.test(line) && !line.endsWith(' '));
  const startsWell = text[0]?.startsWith(indent) === true && text[0][column] !== ' ';
  return isPlain && startsWell && text.at(-1) !== '' ? end : undefined;
}

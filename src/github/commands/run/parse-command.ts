/** A command as somebody wrote it. */
export interface ParsedCommand {
  readonly name: string;
  readonly words: readonly string[];
  /** `--from test` and `--from=test` alike; a switch is `true`. */
  readonly flags: ReadonlyMap<string, string | true>;
  /** Its line, for answers. */
  readonly line: string;
}

/** Longer lines are not commands: somebody pasted something. In characters. */
const LONGEST = 500;

/** Flags that take a value. */
const VALUED: ReadonlySet<string> = new Set(['from', 'field']);

/**
 * Reads the command of a comment: its first line that is not blank. Quoted, fenced and indented lines are not
 * commands.
 *
 * @returns undefined if the comment is not a command; the name may still be unknown
 */
export function parseCommand(body: string): ParsedCommand | undefined {
  const line = body.split(/\r\n|\r|\n/).find((each) => each.trim() !== '');
  if (line === undefined || line.length > LONGEST || !/^ {0,3}\/[a-z][a-z-]*(\s|$)/.test(line)) return undefined;
  const [first = '', ...rest] = line.trim().split(/\s+/);
  const words: string[] = [];
  const flags = new Map<string, string | true>();
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    const [, flag, value] = /^--([a-z][a-z-]*)(?:=(.*))?$/.exec(word) ?? [];
    if (flag === undefined) words.push(word);
    else if (value !== undefined) flags.set(flag, value);
    else flags.set(flag, VALUED.has(flag) && rest[at + 1] !== undefined ? (rest[++at] ?? '') : true);
  }
  return { name: first.slice(1), words, flags, line: line.trim() };
}

import { Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { FetchError } from '../problem/fetch-error.ts';

/** One version of a chart, as the index of a repository has it: its lines, which are YAML. */
export interface IndexEntry {
  readonly version: string;
  readonly text: string;
}

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const DASH = 45;
const HASH = 35;

/**
 * Finds one chart in the index of a repository, which may hold thousands: the rest of it is passed over line by line, and
 * neither kept nor read as YAML. A line that stands no deeper than the key of a chart cannot be within a text of many
 * lines, so that what it begins with decides where the chart ends.
 *
 * @param chunks of an `index.yaml` in block style, as Helm writes it
 * @returns the versions of the chart, in their order; `undefined` where the chart is not in it
 * @throws FetchError `bad-answer` where it cannot be told which charts are in it
 * @see https://helm.sh/docs/topics/chart_repository/#the-index-file
 */
export async function scanIndex(
  chunks: AsyncIterable<Buffer>,
  chart: string,
): Promise<readonly IndexEntry[] | undefined> {
  const scan = new IndexScan(chart);
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = text.indexOf(NEWLINE); end !== -1; end = text.indexOf(NEWLINE, start)) {
      scan.line(text, start, end);
      start = end + 1;
    }
    rest = text.subarray(start);
    if (scan.isOver) break;
  }
  if (rest.length > 0) scan.line(rest, 0, rest.length);
  return scan.entries();
}

/** As Helm writes it, of charts; all else might stand for any chart. */
const KEY = /^(?:"([^"\\]*)"|'([^']*)'|([\w.][^:#]*?))\s*:(?=\s|$)/;

class IndexScan {
  readonly #chart: string;
  #isInEntries = false;
  #hasEntries = false;
  /** Of the keys below `entries`. */
  #indent: number | undefined;
  #lines: string[] | undefined;
  #isOver = false;

  constructor(chart: string) {
    this.#chart = chart;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  line(text: Buffer, start: number, newline: number): void {
    const end = newline > start && text[newline - 1] === RETURN ? newline - 1 : newline;
    let at = start;
    while (at < end && text[at] === SPACE) at += 1;
    const indent = at - start;
    const isItem = text[at] === DASH && (text[at + 1] === SPACE || at + 1 === end);
    if (at === end || this.#isOver) return;
    if (!this.#isInEntries) {
      if (indent === 0) this.#enter(text.toString('utf8', at, end));
      return;
    }
    if (text[at] === HASH && indent <= (this.#indent ?? indent)) return;
    this.#indent ??= indent;
    if (indent > this.#indent || (indent === this.#indent && isItem)) {
      this.#lines?.push(text.toString('utf8', start, end).trimEnd());
      return;
    }
    if (this.#lines !== undefined || (indent === 0 && this.#indent > 0)) this.#isOver = true;
    else if (this.#isChart(text.toString('utf8', at, end))) this.#lines = [];
  }

  #enter(line: string): void {
    if (!/^["']?entries["']?\s*:/.test(line)) return;
    const behind = valueBehind(line, KEY.exec(line)?.[0]);
    this.#hasEntries = true;
    this.#isInEntries = behind === '';
    if (behind !== '' && behind !== '{}') throw unreadable();
  }

  #isChart(line: string): boolean {
    const [key, ...names] = KEY.exec(line) ?? [];
    if (key === undefined) throw unreadable();
    if (!names.includes(this.#chart)) return false;
    const behind = valueBehind(line, key);
    if (behind !== '' && behind !== '[]') throw unreadable();
    return behind === '';
  }

  entries(): readonly IndexEntry[] | undefined {
    if (!this.#hasEntries) throw new FetchError('bad-answer', 'the index is not one', 'Check the address.');
    if (this.#lines === undefined) return undefined;
    const [first = ''] = this.#lines;
    const indent = first.length - first.trimStart().length;
    const begins = `${' '.repeat(indent)}- `;
    const items: string[][] = [];
    for (const line of this.#lines) {
      if (line.startsWith(begins)) items.push([]);
      items.at(-1)?.push(line);
    }
    const version = new RegExp(`^ {${indent}}(?:- | {2})version: *(?:"([^"]*)"|'([^']*)'|([^ #]+))`);
    return items.map((lines) => {
      const found = lines.map((line) => version.exec(line)).find((match) => match !== null);
      const text = lines.join('\n');
      return { version: found?.[1] ?? found?.[2] ?? found?.[3] ?? versionIn(text), text };
    });
  }
}

/** Without a comment. */
function valueBehind(line: string, key = ''): string {
  return line
    .slice(key.length)
    .replace(/\s#.*$/s, '')
    .trim();
}

function unreadable(): FetchError {
  return new FetchError('bad-answer', 'the index is written in a form that is not read here', 'Write it as Helm does.');
}

/** Of a version that stands in one line. */
function versionIn(text: string): string {
  const [document] = parseYaml(new Source(text)).documents;
  return document instanceof Sequence ? textAt(document.items[0], 'version') : '';
}

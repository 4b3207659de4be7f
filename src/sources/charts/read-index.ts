import * as v from 'valibot';
import { jsonIn } from '../http/json-in.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { type IndexEntry, scanIndex } from './scan-index.ts';

/** It is held in memory as a whole. In bytes. */
const MOST_JSON = 10 * 1024 * 1024;

const Version = v.looseObject({ version: v.string() });
const JsonIndex = v.object({ entries: v.record(v.string(), v.array(v.unknown())) });

/**
 * @param chunks of an index, in YAML or JSON
 * @returns the versions of a chart, in their order; `undefined` where the chart is not in it
 * @throws FetchError `bad-answer`, `too-large`
 */
export async function readIndex(
  chunks: AsyncIterable<Buffer>,
  chart: string,
): Promise<readonly IndexEntry[] | undefined> {
  const iterator = chunks[Symbol.asyncIterator]();
  const { value, done } = await iterator.next();
  const first: Buffer = done === true ? Buffer.alloc(0) : value;
  const all = behind(first, iterator);
  return /^\s*\{/.test(first.toString('latin1', 0, 64)) ? inJson(await wholeOf(all), chart) : scanIndex(all, chart);
}

async function* behind(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function wholeOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const whole: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MOST_JSON) throw new FetchError('too-large', 'the index is too large for JSON', 'Write it in YAML.');
    whole.push(chunk);
  }
  return Buffer.concat(whole).toString('utf8');
}

/** JSON is YAML: an entry is read as such. */
function inJson(text: string, chart: string): readonly IndexEntry[] | undefined {
  const index = v.safeParse(JsonIndex, jsonIn(text));
  if (!index.success) throw new FetchError('bad-answer', 'the index is not one', 'Check the address.');
  if (!Object.hasOwn(index.output.entries, chart)) return undefined;
  return index.output.entries[chart]?.flatMap((entry) => {
    const read = v.safeParse(Version, entry);
    return read.success ? [{ version: read.output.version, text: JSON.stringify([entry]) }] : [];
  });
}

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Mapping, Scalar, Sequence } from '../../../src/yaml/node/node.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { parseYaml } from '../../../src/yaml/read/parse.ts';
import { addItem } from '../../../src/yaml/splice/add-item.ts';
import { removeItem } from '../../../src/yaml/splice/remove-item.ts';
import { setScalar } from '../../../src/yaml/splice/set-scalar.ts';
import type { Spliced } from '../../../src/yaml/splice/spliced.ts';
import { textScalar } from '../../../src/yaml/splice/write-scalar.ts';
import { isThorough } from '../../thorough.ts';
import { entry, styledList, withoutList } from './list-styles.ts';

const at = { document: 0, steps: ['resources'] };
const runs = { numRuns: isThorough ? 2000 : 400 };

test('an added entry is the last, and all else is as it was', () => {
  fc.assert(
    fc.property(styledList, entry, ({ text, entries }, added) => {
      const edited = textOf(addItem(text, at, added));
      expect(listIn(edited)).toEqual([...entries, added]);
      expect(othersIn(edited)).toEqual(othersIn(text));
      expect(changedLines(text, edited)).toBeLessThanOrEqual(3);
    }),
    runs,
  );
});

test('what is added and removed again leaves every byte', () => {
  fc.assert(
    fc.property(styledList, entry, ({ text, entries }, added) => {
      const edited = textOf(addItem(text, at, added));
      expect(textOf(removeItem(edited, at, entries.length))).toBe(text);
    }),
    runs,
  );
});

test('a list that was missing comes and goes without a trace', () => {
  fc.assert(
    fc.property(withoutList, entry, (text, added) => {
      const edited = textOf(addItem(text, at, added));
      expect(listIn(edited)).toEqual([added]);
      expect(textOf(removeItem(edited, at, 0))).toBe(text);
    }),
    runs,
  );
});

test('any entry is removed alone, or refused', () => {
  let refused = 0;
  fc.assert(
    fc.property(styledList, fc.nat(4), ({ text, entries }, index) => {
      fc.pre(index < entries.length);
      const edited = removeItem(text, at, index, 'brackets');
      if (edited.kind === 'refused') {
        refused++;
        return;
      }
      expect(listIn(edited.text)).toEqual(entries.filter((_, each) => each !== index));
      expect(othersIn(edited.text)).toEqual(othersIn(text));
      expect(commentsIn(edited.text)).toBeGreaterThanOrEqual(commentsIn(text) - 1);
    }),
    runs,
  );
  expect(refused).toBeLessThan(runs.numRuns / 20);
});

test('a scalar is set and set back', () => {
  fc.assert(
    fc.property(styledList, fc.nat(4), entry, ({ text, entries }, index, value) => {
      fc.pre(index < entries.length);
      const item = { document: 0, steps: ['resources', index] };
      const edited = textOf(setScalar(text, item, textScalar(value)));
      expect(listIn(edited)).toEqual(entries.map((each, place) => (place === index ? value : each)));
      const back = textOf(setScalar(edited, item, textScalar(entries[index] ?? '')));
      expect(listIn(back)).toEqual(entries);
    }),
    runs,
  );
});

function textOf(spliced: Spliced): string {
  if (spliced.kind === 'refused') throw new Error(`refused: ${spliced.reason}`);
  return spliced.text;
}

function documentsIn(text: string) {
  const { documents, problems } = parseYaml(new Source(text.replace(/^\ufeff/, '')));
  expect(problems).toEqual([]);
  return documents;
}

function listIn(text: string): readonly string[] {
  const [document] = documentsIn(text);
  const list = document instanceof Mapping ? document.get('resources') : undefined;
  if (!(list instanceof Sequence)) return [];
  return list.items.map((item) => (item instanceof Scalar && item.tag === 'str' ? item.text : 'no text'));
}

/** Everything but the list, in its order, without places. */
function othersIn(text: string): string {
  const [first, ...rest] = documentsIn(text);
  const others = first instanceof Mapping ? first.without('resources') : first;
  return JSON.stringify([others, ...rest], (key, value) => {
    if (key === 'place') return undefined;
    return value instanceof Map ? [...value] : value;
  });
}

function commentsIn(text: string): number {
  return text.split('\n').filter((line) => line.includes('#')).length;
}

/** Lines of either text that the other lacks. */
function changedLines(before: string, after: string): number {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < a.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return a.length + b.length - 2 * (head + tail);
}

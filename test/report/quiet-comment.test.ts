import { expect, test } from '@jest/globals';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { soundness } from '../../src/report/model/soundness.ts';
import { toText } from '../../src/report/text/to-text.ts';
import type { Changed } from '../../src/review/contract/object-change.ts';
import { clusterOf, reviewOf } from './review-builder.ts';

const config = (name: string, more: Partial<Changed> = {}): Changed => ({
  ...{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'web', name, unit: 'web', root: 'apps', effect: 'updated' },
  chain: [{ path: `apps/${name}.yaml`, line: 4 }],
  fields: [{ path: 'data.size', segments: ['data', 'size'], before: name, after: `${name}-2` }],
  ...more,
});
const configs = (count: number) => Array.from({ length: count }, (_, at) => config(`c${at}`));

test('counts of zero leave the soundness line', () => {
  const clusters = { dev: clusterOf('dev'), prod: clusterOf('prod', { opaque: 1_204, external: [] }) };
  expect(soundness(reviewOf({ clusters }), 0)).toBe('6 roots rendered in 2 clusters · 1,204 opaque');
  expect(soundness(reviewOf({ clusters: { dev: clusterOf('dev') } }), 3)).toBe(
    '3 roots rendered in 1 cluster · 3 folded',
  );
});

test('a cluster in which nothing happens is a sentence below the matrix, and no column', () => {
  const clusters = { dev: clusterOf('dev'), test: clusterOf('test'), prod: clusterOf('prod', { changed: configs(1) }) };
  const review = reviewOf({ clusters });
  expect(toMarkdown(review)).toContain('|  | prod |\n| :-- | :-: |\n| `web` | ~1 |\n');
  expect(toMarkdown(review)).toContain('<br>nothing in dev and test</sub>');
  expect(toText(review)).toContain('       prod\n  web   ~1\n  nothing in dev and test\n');
});

test('three objects or fewer stand open, more of them are folded, and so is much text', () => {
  const of = (changed: Changed[]) => toMarkdown(reviewOf({ clusters: { prod: clusterOf('prod', { changed }) } }));
  expect(of(configs(3))).toContain('<details open><summary><b>prod</b> changes 3 objects</summary>');
  expect(of(configs(4))).toContain('<details><summary><b>prod</b> changes 4 objects</summary>');
  const text = (line: string) => Array.from({ length: 80 }, (_, at) => `${line} ${at}`).join('\n');
  const long = { path: 'data.text', segments: ['data', 'text'], before: text('was'), after: text('is') };
  expect(of([config('c', { fields: [long] })])).toContain('<details><summary><b>prod</b> changes 1 object</summary>');
});

import { Buffer } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { toCheckOutput } from '../../src/report/markdown/to-check-output.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { exampleLink } from './golden.ts';
import { liveConstructs } from './live-constructs.ts';
import { clusterOf, reviewOf } from './review-builder.ts';
import { imageInBase, manyObjects } from './reviews.ts';

/** GitHub's limit of a comment, and of a check's summary and text, less one. */
const limit = 65_535;

test('3,000 objects in 20 clusters: the comment fits, counts everything and says where the rest is', () => {
  const comment = toMarkdown(manyObjects, { link: exampleLink });
  expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(limit);
  const shown = comment.match(/^- \*\*\\~\*\*/gm)?.length ?? 0;
  const left = Number(
    /^> ([\d,]+) changed objects.* not shown \(comment size limit\)/m.exec(comment)?.[1]?.replace(',', ''),
  );
  expect(shown + left).toBe(3_000);
  expect(comment).toContain(': `blast-radius diff` prints the rest.');
  const [head = '', , ...rows] = comment.split('\n').filter((line) => line.startsWith('|'));
  expect(head).toBe('|  | site-00, site-01, site-02 and 17 more |');
  expect(rows).toEqual(['| `apps/unit-0`, `apps/unit-1`, `apps/unit-10` and 27 more | ~5 |']);
  const beside = /^<sub>beside site-00, .*$/m.exec(comment)?.[0] ?? '';
  expect(beside.match(/site-\d\d/g)).toHaveLength(20);
  expect(beside.match(/site-\d\d 🔒/g)).toHaveLength(4);
  expect(beside.match(/apps\/unit-\d+/g)).toHaveLength(30);
  expect(liveConstructs(comment)).toEqual([]);
});

test('20 clusters of which no two are alike: the matrix is whole', () => {
  const [changed] = imageInBase.clusters.prod?.changed ?? [];
  if (changed === undefined) throw new Error('the review of the image has a change in prod');
  const objects = (cluster: number) =>
    Array.from({ length: 150 }, (_, object) => ({
      ...changed,
      name: `worker-${cluster}-${object}`,
      unit: `apps/unit-${Math.floor((object * (cluster + 3)) / 15) % 30}`,
    }));
  const clusters = Object.fromEntries(
    Array.from({ length: 20 }, (_, cluster) => [`site-${cluster}`, clusterOf('x', { changed: objects(cluster) })]),
  );
  const comment = toMarkdown(reviewOf({ clusters }), { link: exampleLink });
  expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(limit);
  const [head = '', , ...rows] = comment.split('\n').filter((line) => line.startsWith('|'));
  expect(head.match(/site-\d+/g)).toHaveLength(20);
  expect(rows.join('').match(/apps\/unit-\d+/g)).toHaveLength(30);
  // Equal rows and equal columns are folded: a cell counts for each of their names.
  const namesIn = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.match(/site-|unit-/g)?.length ?? 0);
  const columns = namesIn(head);
  const counts = rows.map((row) => {
    const [units = 0] = namesIn(row);
    const cells = row.split('|').slice(1, -1);
    return cells.reduce((sum, cell, at) => sum + Number(/~(\d+)/.exec(cell)?.[1] ?? 0) * units * (columns[at] ?? 0), 0);
  });
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3_000);
});

test('long names in an alphabet of three bytes a character: every output still fits', () => {
  const long = (index: number) => `${index}-${'漢'.repeat(1_000)}`;
  const [changed] = imageInBase.clusters.prod?.changed ?? [];
  if (changed === undefined) throw new Error('the review of the image has a change in prod');
  const clusters = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      long(index),
      clusterOf('x', {
        changed: Array.from({ length: 40 }, (_, object) => ({
          ...changed,
          name: long(object),
          unit: long(object + index),
        })),
        affected: [{ apiVersion: 'v1', kind: long(1), name: long(2), reason: long(3) }],
        unresolved: [{ code: 'x', message: long(4), path: long(5), side: 'after', standing: false, fix: long(6) }],
      }),
    ]),
  );
  const finding = (severity: 'error' | 'warning' | 'notice') => (_: unknown, index: number) =>
    ({ rule: long(7), severity, cluster: long(index), message: long(index), path: long(index), fix: long(8) }) as const;
  const findings = (['error', 'warning', 'notice'] as const).flatMap((severity) =>
    Array.from({ length: 200 }, finding(severity)),
  );
  const review: Review = reviewOf({ clusters, findings });
  const { summary, text } = toCheckOutput(review, { link: exampleLink });
  for (const output of [toMarkdown(review, { link: exampleLink }), summary, text]) {
    expect(Buffer.byteLength(output)).toBeLessThanOrEqual(limit);
    expect(liveConstructs(output)).toEqual([]);
  }
});

test('an object whose own diff does not fit is named, and its diff is left out whole', () => {
  const [changed] = imageInBase.clusters.prod?.changed ?? [];
  if (changed === undefined) throw new Error('the review of the image has a change in prod');
  const lines = (word: string) =>
    Array.from({ length: 90 }, (_, index) => `${word} ${index} ${'.'.repeat(900)}\n`).join('');
  const fields = [{ path: 'data.big', segments: ['data', 'big'], before: lines('old'), after: lines('new') }];
  const review = reviewOf({ clusters: { prod: clusterOf('prod', { changed: [{ ...changed, fields }, changed] }) } });
  const comment = toMarkdown(review);
  expect(comment).toContain(
    '- **\\~** Deployment `team-x/podinfo` · <sub>`apps/podinfo/base/deployment.yaml:18`</sub> · 1 field, not shown',
  );
  expect(comment.match(/^```diff$/gm)).toHaveLength(1);
  expect(comment).toContain(
    '> the fields of 1 object not shown (comment size limit): `blast-radius diff` prints the rest.',
  );
  expect(liveConstructs(comment)).toEqual([]);
});

import { expect, test } from '@jest/globals';
import { toHtml } from '../../src/report/html/to-html.ts';
import type { Finding } from '../../src/review/contract/finding.ts';
import { clusterOf, reviewOf } from './review-builder.ts';

const namespaces = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ apiVersion: 'v1', kind: 'Namespace', name: `team-${index}` }));
const lost = (count: number, cluster = 'prod'): Finding => ({
  rule: 'namespace-lost',
  severity: 'error',
  cluster,
  message: `Flux deletes Namespace \`team-0\` and ${count - 1} more, and everything in them`,
  objects: namespaces(count),
  path: 'teams/kustomization.yaml',
  line: 3,
});
const page = (...findings: Finding[]) =>
  toHtml(reviewOf({ verdict: 'failure', clusters: { prod: clusterOf('prod'), test: clusterOf('test') }, findings }));
/** What stands in the list of an alert. */
const listedIn = (html: string) =>
  [...html.matchAll(/<details><summary>(\d+ objects)<\/summary><ul>(.*?)<\/ul>/gs)].map(([, head, list = '']) => [
    head,
    ...[...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item = '']) => item.replaceAll(/<[^>]*>/g, '')),
  ]);

test('the page lists what a message counts', () => {
  expect(listedIn(page(lost(8)))).toEqual([['8 objects', ...namespaces(8).map(({ name }) => `Namespace ${name}`)]]);
});

test('once where it is the same in several clusters', () => {
  expect(listedIn(page(lost(7), lost(7, 'test')))).toEqual([
    ['7 objects', ...namespaces(7).map(({ name }) => `Namespace ${name}`)],
  ]);
});

test('all of them where one alert has several messages', () => {
  const others = { ...lost(9), message: 'Flux deletes Namespace `other-0` and 8 more', line: 9 };
  const renamed = namespaces(9).map(({ name, ...rest }) => ({ ...rest, name: `other-${name}` }));
  expect(listedIn(page(lost(7), { ...others, objects: renamed }))).toEqual([
    ['16 objects', ...[...namespaces(7), ...renamed].map(({ name }) => `Namespace ${name}`)],
  ]);
});

test('not where the message names them all', () => {
  expect(listedIn(page(lost(6)))).toEqual([]);
});

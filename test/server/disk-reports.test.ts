import { existsSync, readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from '@jest/globals';
import type { KeptReport } from '../../src/github/record/kept-report.ts';
import { DiskReports } from '../../src/server/reports/disk-reports.ts';
import { removeTempFolders, tempFolder } from '../git/temp-repository.ts';
import { reviewOf } from '../review/review-of.ts';
import { cluster } from '../review/small-fleet.ts';

afterAll(removeTempFolders);

const review = reviewOf(cluster('prod'), cluster('prod'));
const report = (headCommit: string, more: Partial<KeptReport> = {}): KeptReport => {
  return {
    repositoryUrl: 'https://github.example/acme/fleet',
    baseBranch: 'main',
    headCommit,
    baseCommit: 'b',
    shown: {},
    review,
    ...more,
  };
};
const key = (number: number) => ({ repositoryId: 7, number });
/** Text that gets no smaller. */
const noise = (length: number) => Array.from({ length }, () => Math.random().toString(36).slice(2, 3)).join('');

test('the last report of a pull request is kept, for another process too, and for its owner alone', async () => {
  const directory = join(tempFolder(), 'reports');
  const reports = new DiskReports(directory);
  for (const commit of ['a', 'c']) await reports.keep(key(1), report(commit));
  const again = new DiskReports(directory);
  expect([await again.find(key(1)), await again.has(key(1))]).toEqual([report('c'), true]);
  expect([await again.find(key(2)), await again.has({ ...key(1), repositoryId: 8 })]).toEqual([undefined, false]);
  expect(readdirSync(directory)).toEqual(['7-1.json.gz']);
});

test.each([
  ['number', { reports: 2 }, 0],
  ['size', { bytes: 4_500 }, 3_000],
])('the oldest reports go where there are too many by %s, also those of a former process', async (_, room, size) => {
  const directory = tempFolder();
  const shown = (): KeptReport['shown'] => ({ [noise(size)]: 'head' });
  const first = new DiskReports(directory, room);
  await first.keep(key(1), report('a', { shown: shown() }));
  utimesSync(join(directory, '7-1.json.gz'), 1, 1);
  await new DiskReports(directory, { reports: 9 }).keep(key(2), report('b', { shown: shown() }));
  utimesSync(join(directory, '7-2.json.gz'), 2, 2);
  const last = new DiskReports(directory, room);
  await last.keep(key(3), report('c', { shown: shown() }));
  expect(await Promise.all([1, 2, 3].map((number) => last.has(key(number))))).toEqual([false, size === 0, true]);
});

test('where a review failed, the report before it no longer stands for what the check says', async () => {
  const reports = new DiskReports(tempFolder());
  await reports.keep(key(1), report('a'));
  await reports.keep(key(1), undefined);
  expect([await reports.find(key(1)), await reports.has(key(1))]).toEqual([undefined, false]);
});

test('a report that is too large is not kept, and the one before it no longer stands for it', async () => {
  const directory = tempFolder();
  const reports = new DiskReports(directory, { bytesOfOne: 2_000 });
  await reports.keep(key(1), report('a'));
  await reports.keep(key(1), report('b', { shown: { [noise(9_000)]: 'head' } }));
  expect([await reports.find(key(1)), readdirSync(directory)]).toEqual([undefined, []]);
});

test.each<[string, (file: string) => void]>([
  ['cut off', (file) => truncateSync(file, 40)],
  ['no report', (file) => writeFileSync(file, 'no report')],
  ['of another kind', (file) => writeFileSync(file, gzipSync('{"headCommit":"a"}'))],
  ['larger than it may be', (file) => writeFileSync(file, gzipSync(JSON.stringify(report(noise(9_000)))))],
])('a file that is %s is as good as none, and the next report takes its place', async (_, damage) => {
  const directory = tempFolder();
  const reports = new DiskReports(directory, { lengthOfOne: 2_000 });
  await reports.keep(key(1), report('a'));
  damage(join(directory, '7-1.json.gz'));
  expect(await reports.find(key(1))).toBeUndefined();
  await reports.keep(key(1), report('b'));
  expect(await reports.find(key(1))).toEqual(report('b'));
});

test('what a process left that ended while it wrote goes, but not what another one is writing', async () => {
  const directory = tempFolder();
  for (const name of ['7-1.json.gz.1.1', '7-2.json.gz.2.1']) writeFileSync(join(directory, name), 'half');
  utimesSync(join(directory, '7-1.json.gz.1.1'), 1, 1);
  await new DiskReports(directory).keep(key(3), report('a'));
  expect(['7-1.json.gz.1.1', '7-2.json.gz.2.1'].map((name) => existsSync(join(directory, name)))).toEqual([
    false,
    true,
  ]);
});

import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { HelmError } from '../../src/helm/chart/helm-error.ts';
import { loadChart } from '../../src/helm/load/load-chart.ts';
import { unpackChart } from '../../src/helm/load/unpack-chart.ts';
import { packArchive, packHeader, packRecords, packText } from './pack-archive.ts';

const CHART = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

function refusal(bytes: Uint8Array): string {
  try {
    loadChart(unpackChart(bytes));
    return 'loaded';
  } catch (error) {
    if (error instanceof HelmError) return error.message;
    throw error;
  }
}

test('an archive with an archive of a dependency in it', () => {
  const inner = packArchive([packText('db/Chart.yaml', 'apiVersion: v2\nname: db\nversion: 2.0.0\n')]);
  const chart = loadChart(
    unpackChart(
      packArchive([
        packText('app/', '', '5'),
        packText('app/Chart.yaml', `\ufeff${CHART}`),
        packRecords({ path: 'app/templates/long.yaml' }),
        packText('app/short', 'a: 1\n'),
        packText('app/values.yaml', 'a: 1\n'),
        { name: 'app/charts/db-2.0.0.tgz', bytes: inner },
      ]),
    ),
  );
  expect(chart.metadata.name).toBe('app');
  expect(chart.templates.map(({ path }) => path)).toEqual(['templates/long.yaml']);
  expect(chart.dependencies.map(({ metadata }) => metadata.version)).toEqual(['2.0.0']);
});

test.each([
  ['a path out of it', packArchive([packText('app/../../x', '')]), 'chart illegally references parent directory'],
  ['an absolute path', packArchive([packText('app//x', '')]), 'chart illegally contains absolute paths'],
  ['a drive', packArchive([packText('app/c:/x', '')]), 'chart contains illegally named files'],
  ['no folder around it', packArchive([packText('Chart.yaml', CHART)]), /outside the base directory/],
  ['nothing in it', packArchive([]), 'no files in chart archive'],
  [
    'a file that is too large',
    packArchive([{ name: 'app/x', bytes: Buffer.alloc(5 * 1024 * 1024 + 1) }]),
    /maximum file size/,
  ],
  ['bytes that are no archive', gzipSync(Buffer.alloc(2048, 1)), 'archive/tar: invalid tar header'],
  ['bytes that are not compressed', Buffer.from('x'), 'the archive is not gzipped, or damaged'],
  ['a bomb', gzipSync(Buffer.alloc(120 * 1024 * 1024)), /larger than the maximum size/],
  ['a file that is cut off', gzipSync(packHeader({ ...packText('app/x', ''), size: 4096 })), 'unexpected EOF'],
])('%s is refused', (_, bytes, message) => {
  if (typeof message === 'string') expect(refusal(bytes)).toBe(message);
  else expect(refusal(bytes)).toMatch(message);
});

const FILES = [packText('app/Chart.yaml', CHART), packText('app/a.txt', 'one')];

function filesIn(archive: Uint8Array): Readonly<Record<string, string>> {
  return Object.fromEntries(unpackChart(archive).map(({ path, bytes }) => [path, Buffer.from(bytes).toString()]));
}

test.each([
  ['a link is an empty file', [packText('app/l', '', '2'), ...FILES], { l: '' }],
  ['a record holds what its length says', [packRecords({ comment: 'x\n12 path=a/b\n' }), ...FILES], {}],
  [
    'a record says the size',
    [packRecords({ size: '3' }), { ...packText('app/s', 'two'), size: 0 }, ...FILES],
    { s: 'two' },
  ],
  ['a record that is empty changes nothing', [packRecords({ path: '' }), packText('app/p', ''), ...FILES], { p: '' }],
  [
    'the long name of GNU counts before a record',
    [packText('x', 'app/gnu\0', 'L'), packRecords({ path: 'app/pax' }), packText('app/p', ''), ...FILES],
    { gnu: '' },
  ],
  ['a folder by its mode is none of its files', [{ ...packText('app/m', 'x'), mode: 0o40755 }, ...FILES], {}],
  [
    'GNU has times where others have a name before the name',
    [{ ...packText('app/g', ''), magic: 'ustar  \0', prefix: '14751360000' }, ...FILES],
    { g: '' },
  ],
  [
    'but not where that is no time',
    [{ ...packText('g', ''), magic: 'ustar  \0', prefix: 'app/sub' }, ...FILES],
    { 'sub/g': '' },
  ],
  ['a name before the name counts', [{ ...packText('g', ''), prefix: 'app/sub' }, ...FILES], { 'sub/g': '' }],
])('%s, as in Go', (_, entries, more) => {
  expect(filesIn(packArchive(entries))).toEqual({ ...more, 'Chart.yaml': CHART, 'a.txt': 'one' });
});

test.each([
  [
    'a block of zeros before a file',
    packArchive(FILES, Buffer.concat([Buffer.alloc(512), packHeader(FILES[0] ?? packText('', ''))])),
    'archive/tar: invalid tar header',
  ],
  [
    'a record that is longer than its bytes',
    packArchive([packText('x', '99 path=app/a\n', 'x'), ...FILES]),
    'archive/tar: invalid tar header',
  ],
  ['a header that is cut off', packArchive(FILES, Buffer.alloc(100, 1)), 'unexpected EOF'],
  [
    'a link with bytes',
    packArchive([{ ...packText('app/l', '', '2'), size: 512 }, ...FILES]),
    /says that it has bytes/,
  ],
  ['a sparse file', packArchive([{ ...packText('app/s', ''), type: 'S' }, ...FILES]), /^sparse files/],
  ['a sparse file by records', packArchive([packRecords({ 'GNU.sparse.major': '1' }), ...FILES]), /^sparse files/],
  [
    'many files',
    packArchive(Array.from({ length: 20_001 }, (__, i) => packText(`app/${i}`, ''))),
    'the chart holds more than 20000 files',
  ],
])('%s is refused', (_, bytes, message) => {
  if (typeof message === 'string') expect(refusal(bytes)).toBe(message);
  else expect(refusal(bytes)).toMatch(message);
});

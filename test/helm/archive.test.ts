import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { unpackChart } from '../../src/disk/open-chart.ts';
import { HelmError } from '../../src/helm/chart/helm-error.ts';
import { loadChart } from '../../src/helm/load/load-chart.ts';

const CHART = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

interface Entry {
  readonly name: string;
  readonly bytes: Buffer;
  readonly type?: string;
}

function archive(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, bytes, type = '0' }) => [header(name, bytes.length, type), padded(bytes)]);
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function header(name: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write(size.toString(8).padStart(11, '0'), 124);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
  return block;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

function text(name: string, content: string, type = '0'): Entry {
  return { name, bytes: Buffer.from(content), type };
}

function refusal(bytes: Uint8Array): string {
  try {
    loadChart(unpackChart(bytes), unpackChart);
    return 'loaded';
  } catch (error) {
    if (error instanceof HelmError) return error.message;
    throw error;
  }
}

test('an archive with an archive of a dependency in it', () => {
  const inner = archive([text('db/Chart.yaml', 'apiVersion: v2\nname: db\nversion: 2.0.0\n')]);
  const chart = loadChart(
    unpackChart(
      archive([
        text('app/', '', '5'),
        text('app/Chart.yaml', `\ufeff${CHART}`),
        text('x', '30 path=app/templates/long.yaml\n', 'x'),
        text('app/short', 'a: 1\n'),
        text('app/values.yaml', 'a: 1\n'),
        { name: 'app/charts/db-2.0.0.tgz', bytes: inner },
      ]),
    ),
    unpackChart,
  );
  expect(chart.metadata.name).toBe('app');
  expect(chart.templates.map(({ path }) => path)).toEqual(['templates/long.yaml']);
  expect(chart.dependencies.map(({ metadata }) => metadata.version)).toEqual(['2.0.0']);
});

test.each([
  ['a path out of it', archive([text('app/../../x', '')]), 'chart illegally references parent directory'],
  ['an absolute path', archive([text('app//x', '')]), 'chart illegally contains absolute paths'],
  ['a drive', archive([text('app/c:/x', '')]), 'chart contains illegally named files'],
  ['no folder around it', archive([text('Chart.yaml', CHART)]), /outside the base directory/],
  ['nothing in it', archive([]), 'no files in chart archive'],
  [
    'a file that is too large',
    archive([{ name: 'app/x', bytes: Buffer.alloc(5 * 1024 * 1024 + 1) }]),
    /maximum file size/,
  ],
  ['bytes that are no archive', gzipSync(Buffer.alloc(2048, 1)), 'archive/tar: invalid tar header'],
  ['bytes that are not compressed', Buffer.from('x'), 'the archive is not gzipped, or damaged'],
  ['a bomb', gzipSync(Buffer.alloc(120 * 1024 * 1024)), /larger than the maximum size/],
  ['a file that is cut off', gzipSync(header('app/x', 4096, '0')), 'unexpected EOF'],
])('%s is refused', (_, bytes, message) => {
  if (typeof message === 'string') expect(refusal(bytes)).toBe(message);
  else expect(refusal(bytes)).toMatch(message);
});

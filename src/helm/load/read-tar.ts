import { Buffer } from 'node:buffer';
import type { ChartFile } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';
import { MOST_FILE_BYTES, MOST_FILES } from './load-limits.ts';
import { type TarEntry, tarEntries } from './tar-entries.ts';

const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * @param tar the decompressed archive of a chart
 * @param mostBytes of all files together
 * @returns its files, without the folder that all stand in: `LoadArchiveFiles` of Helm's pkg/chart/loader/archive
 * @throws HelmError where it is no archive, a path leads out of it, or a limit is passed
 */
export function readTar(tar: Uint8Array, mostBytes: number): readonly ChartFile[] {
  return archivedFiles(tarEntries(Buffer.from(tar.buffer, tar.byteOffset, tar.byteLength)), mostBytes);
}

/**
 * @param entries of an archive
 * @param mostBytes of all files together
 * @returns the files of the chart in it, as {@link readTar}
 * @throws HelmError as {@link readTar}
 */
export function archivedFiles(
  entries: Iterable<Pick<TarEntry, 'name' | 'bytes'>>,
  mostBytes: number,
): readonly ChartFile[] {
  const files: ChartFile[] = [];
  let total = 0;
  for (const { name, bytes } of entries) {
    if (bytes.length > MOST_FILE_BYTES) {
      throw new HelmError(
        `decompressed chart file ${JSON.stringify(name)} is larger than the maximum file size ${MOST_FILE_BYTES}`,
      );
    }
    total += bytes.length;
    if (total > mostBytes) throw new HelmError(`decompressed chart is larger than the maximum size ${mostBytes}`);
    if (files.length >= MOST_FILES) throw new HelmError(`the chart holds more than ${MOST_FILES} files`);
    files.push({ path: pathOf(name), bytes: withoutBom(bytes) });
  }
  if (files.length === 0) throw new HelmError('no files in chart archive');
  return files;
}

/** @returns a file's bytes without a byte order mark */
export function withoutBom(bytes: Uint8Array): Uint8Array {
  return BOM.every((byte, index) => bytes[index] === byte) ? bytes.subarray(BOM.length) : bytes;
}

function pathOf(name: string): string {
  const delimiter = name.includes('\\') ? '\\' : '/';
  const parts = name.split(delimiter);
  const inner = parts.slice(1).join('/');
  if (inner.startsWith('/')) throw new HelmError('chart illegally contains absolute paths');
  const path = clean(inner);
  if (path === '.') {
    throw new HelmError(`chart illegally contains content outside the base directory: ${JSON.stringify(name)}`);
  }
  if (path.startsWith('..')) throw new HelmError('chart illegally references parent directory');
  if (/^[a-zA-Z]:\//.test(path)) throw new HelmError('chart contains illegally named files');
  if (parts[0] === 'Chart.yaml') throw new HelmError('chart yaml not in base directory');
  return path;
}

function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/') || '.';
}

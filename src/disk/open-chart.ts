import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Chart, ChartFile } from '../helm/chart/chart.ts';
import { HelmError } from '../helm/chart/helm-error.ts';
import { IGNORE_FILE, readIgnoreRules } from '../helm/load/ignore.ts';
import { loadChart } from '../helm/load/load-chart.ts';
import { loadFolder } from '../helm/load/load-folder.ts';
import { MOST_BYTES, MOST_FILE_BYTES, MOST_FILES } from '../helm/load/load-limits.ts';
import { readTar } from '../helm/load/read-tar.ts';

/** An archive has headers beside its files. */
const HEADER_BYTES = 12 * 1024 * 1024;
/** Nothing is compressed further: zlib's `deflate`. */
const MOST_RATIO = 1032;
const LEAST_PIECE = 64 * 1024;
const MOST_FOLDERS_WITHIN = 64;
/** Node's code of what would decompress to more than it may. */
const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';

/**
 * @param path a folder, whose symbolic links are followed, or an archive
 * @returns the chart there
 * @throws HelmError
 */
export function openChart(path: string): Chart {
  if (!existsSync(path)) throw new HelmError(`path ${JSON.stringify(path)} not found`);
  if (statSync(path).isDirectory()) return loadFolder(readFolder(path), unpackChart);
  return loadChart(unpackChart(readFileSync(path)), unpackChart);
}

/**
 * @param mostBytes of all its files together
 * @returns the files of a chart's archive
 * @throws HelmError where it is none, or holds too much
 */
export function unpackChart(archive: Uint8Array, mostBytes = MOST_BYTES): readonly ChartFile[] {
  return readTar(decompress(archive, mostBytes), mostBytes);
}

function decompress(archive: Uint8Array, mostBytes: number): Uint8Array {
  const most = mostBytes + HEADER_BYTES;
  // In one piece: pieces would be put together, which takes the memory twice.
  const chunkSize = Math.min(most + 1, MOST_RATIO * archive.length + LEAST_PIECE);
  try {
    return gunzipSync(archive, { maxOutputLength: most, chunkSize });
  } catch (error) {
    const isTooLarge = typeof error === 'object' && error !== null && 'code' in error && error.code === TOO_LARGE;
    if (isTooLarge) throw new HelmError(`decompressed chart is larger than the maximum size ${mostBytes}`);
    throw new HelmError('the archive is not gzipped, or damaged');
  }
}

/** Without what is ignored, as that may be much. */
function readFolder(root: string): readonly ChartFile[] {
  const rules = join(root, IGNORE_FILE);
  const ignores = readIgnoreRules(existsSync(rules) ? readFileSync(rules, 'utf8') : '');
  const files: ChartFile[] = [];
  let left = MOST_BYTES;
  const walk = (folder: string, within: readonly string[]): void => {
    const real = realpathSync(join(root, folder));
    if (within.includes(real) || within.length > MOST_FOLDERS_WITHIN) {
      throw new HelmError(`the folder ${folder} leads into itself`);
    }
    for (const name of readdirSync(real)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const status = statSync(join(root, path));
      if (ignores(path, status.isDirectory())) continue;
      if (status.isDirectory()) walk(path, [...within, real]);
      else {
        left -= status.size;
        if (left < 0) throw new HelmError(`the files of the chart are larger than the maximum size ${MOST_BYTES}`);
        if (files.length >= MOST_FILES) throw new HelmError(`the chart holds more than ${MOST_FILES} files`);
        files.push({ path, bytes: readRegular(join(root, path), path, status) });
      }
    }
  };
  walk('', []);
  return files;
}

function readRegular(file: string, path: string, status: ReturnType<typeof statSync>): Uint8Array {
  if (status?.isFile() !== true) {
    throw new HelmError(`cannot load irregular file ${path} as it has file mode type bits set`);
  }
  if (status.size > MOST_FILE_BYTES) {
    throw new HelmError(`chart file ${JSON.stringify(path)} is larger than the maximum file size ${MOST_FILE_BYTES}`);
  }
  return readFileSync(file);
}

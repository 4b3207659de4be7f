import { gunzipSync } from 'node:zlib';
import type { ChartFile } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';
import { MOST_BYTES } from './load-limits.ts';
import { readTar } from './read-tar.ts';

/** An archive has headers beside its files. */
const HEADER_BYTES = 12 * 1024 * 1024;
/** Nothing is compressed further: zlib's `deflate`. */
const MOST_RATIO = 1032;
const LEAST_PIECE = 64 * 1024;
/** Node's code of what would decompress to more than it may. */
const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';

/**
 * @param mostBytes of all its files together
 * @returns the files of a chart's archive
 * @throws HelmError where it is none, or holds too much
 */
export function unpackChart(archive: Uint8Array, mostBytes = MOST_BYTES): readonly ChartFile[] {
  return readTar(decompress(archive, mostBytes), mostBytes);
}

/** @throws HelmError where it is not gzipped, or its files may be larger */
export function decompress(archive: Uint8Array, mostBytes: number): Uint8Array {
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

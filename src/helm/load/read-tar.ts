import { Buffer } from 'node:buffer';
import type { ChartFile } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';

/** Of all files of a chart together, and of one: Helm's own limits. */
export const MOST_BYTES = 100 * 1024 * 1024;
export const MOST_FILE_BYTES = 5 * 1024 * 1024;

const BLOCK = 512;
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * @param tar the decompressed archive of a chart
 * @returns its files, without the folder that all stand in: `LoadArchiveFiles` of Helm's pkg/chart/loader/archive
 * @throws HelmError where it is no archive, a path leads out of it, or a limit is passed
 */
export function readTar(tar: Uint8Array): readonly ChartFile[] {
  const files: ChartFile[] = [];
  let total = 0;
  for (const { name, bytes } of entriesOf(Buffer.from(tar.buffer, tar.byteOffset, tar.byteLength))) {
    if (bytes.length > MOST_FILE_BYTES) {
      throw new HelmError(
        `decompressed chart file ${JSON.stringify(name)} is larger than the maximum file size ${MOST_FILE_BYTES}`,
      );
    }
    total += bytes.length;
    if (total > MOST_BYTES) {
      throw new HelmError(`decompressed chart is larger than the maximum size ${MOST_BYTES}`);
    }
    files.push({ path: pathOf(name), bytes: withoutBom(bytes) });
  }
  if (files.length === 0) throw new HelmError('no files in chart archive');
  return files;
}

/** @returns a file's bytes without a byte order mark */
export function withoutBom(bytes: Uint8Array): Uint8Array {
  return BOM.every((byte, index) => bytes[index] === byte) ? bytes.subarray(BOM.length) : bytes;
}

interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function* entriesOf(tar: Buffer): Generator<Entry> {
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return;
    checkSum(header);
    const size = sizeOf(header);
    const bytes = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (bytes.length < size) throw new HelmError('unexpected EOF');
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'L') longName = textIn(bytes);
    else if (type === 'x') longName = paxPath(bytes.toString('utf8')) ?? longName;
    else if (type === 'g' || type === 'K') continue;
    else {
      const name = longName ?? nameIn(header);
      longName = undefined;
      if (type !== '5' && !name.endsWith('/')) yield { name, bytes };
    }
  }
}

/** @throws HelmError where the header is none: its bytes, its own sum taken as spaces, do not add up */
function checkSum(header: Buffer): void {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum !== Number.parseInt(textIn(header.subarray(148, 156)).trim(), 8)) {
    throw new HelmError('archive/tar: invalid tar header');
  }
}

function sizeOf(header: Buffer): number {
  const field = header.subarray(124, 136);
  const isBinary = ((field[0] ?? 0) & 0x80) !== 0;
  const size = isBinary ? field.readUIntBE(6, 6) : Number.parseInt(textIn(field).trim() || '0', 8);
  if (!Number.isSafeInteger(size) || size < 0) throw new HelmError('archive/tar: invalid tar header');
  return size;
}

function nameIn(header: Buffer): string {
  const prefix = header.subarray(257, 262).toString('latin1') === 'ustar' ? textIn(header.subarray(345, 500)) : '';
  const name = textIn(header.subarray(0, 100));
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textIn(field: Buffer): string {
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? field.length : end).toString('utf8');
}

/** Each record is its length, a space, a key, `=`, a value and a line break. */
function paxPath(records: string): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(records)?.[1];
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

import type { Buffer } from 'node:buffer';
import { isAscii } from '../../gotemplate/value/bytes.ts';
import { HelmError } from '../chart/helm-error.ts';

/** A file of an archive, or what stands for one there. */
export interface TarEntry {
  /** link: another name of a file. other: a device, a pipe. */
  readonly kind: 'file' | 'link' | 'symlink' | 'other';
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;
/** Of whatever has another type, Go makes a file. */
const KINDS: Readonly<Record<string, TarEntry['kind']>> = {
  '1': 'link',
  '2': 'symlink',
  '3': 'other',
  '4': 'other',
  '6': 'other',
};
/** Go reads no longer names. */
const MOST_EXTENDED_BYTES = 1024 * 1024;
/** Links, devices, folders and pipes have no bytes, whatever their header says. */
const WITHOUT_BYTES = '123456';
const LONG_NAME = 'L';
const LONG_LINK = 'K';
const RECORDS = 'x';
const GLOBAL_RECORDS = 'g';
const SPARSE = 'S';
const FOLDER = '5';
const FOLDER_MODE = 0o40000;
const PERMISSIONS = 0o7777;
/** Where numbers stand in a header. */
const NUMBERS = { mode: [100, 108], user: [108, 116], group: [116, 124], size: [124, 136], time: [136, 148] } as const;
const SUM = { start: 148, end: 156 };

/**
 * @param tar a decompressed archive
 * @returns its files, and its links as empty ones; no folders: Go's archive/tar, which decides what an archive holds where
 * its headers contradict each other
 * @throws HelmError where it is none, or holds sparse files
 */
export function* tarEntries(tar: Buffer): Generator<TarEntry> {
  let longName: string | undefined;
  let records: ReadonlyMap<string, string> = new Map();
  for (let at = 0; at < tar.length; ) {
    const header = blockAt(tar, at);
    if (isEmpty(header)) {
      if (at + BLOCK === tar.length || isEmpty(blockAt(tar, at + BLOCK))) return;
      throw invalid();
    }
    checkSum(header);
    const type = header.toString('latin1', 156, 157);
    const isEntry = ![LONG_NAME, LONG_LINK, RECORDS, GLOBAL_RECORDS].includes(type);
    const told = sizeOf(header, isEntry ? records : new Map());
    const size = WITHOUT_BYTES.includes(type) ? 0 : told;
    const bytes = tar.subarray(at + BLOCK, at + BLOCK + size);
    if (bytes.length < size) throw new HelmError('unexpected EOF');
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (!isEntry) {
      if (size > MOST_EXTENDED_BYTES) throw new HelmError('archive/tar: header field too long');
      if (type === LONG_NAME) longName = textIn(bytes);
      else if (type === RECORDS) records = readRecords(bytes);
      continue;
    }
    if (type === SPARSE || [...records.keys()].some((key) => key.startsWith('GNU.sparse.'))) {
      throw new HelmError('sparse files in an archive are not read');
    }
    const name = longName ?? (records.get('path') || nameIn(header));
    longName = undefined;
    records = new Map();
    const isFolder = type === FOLDER || (type === '\0' && name.endsWith('/')) || hasModeOfFolder(header);
    if (isFolder) continue;
    if (told > size) throw new HelmError(`the link or device ${JSON.stringify(name)} says that it has bytes`);
    yield { kind: KINDS[type] ?? 'file', name, bytes };
  }
}

function blockAt(tar: Buffer, at: number): Buffer {
  const block = tar.subarray(at, at + BLOCK);
  if (block.length < BLOCK) throw new HelmError('unexpected EOF');
  return block;
}

function invalid(): HelmError {
  return new HelmError('archive/tar: invalid tar header');
}

function isEmpty(block: Buffer): boolean {
  for (let i = 0; i < BLOCK; i++) if (block[i] !== 0) return false;
  return true;
}

/** @throws HelmError where its bytes, its own sum taken as spaces, do not add up, nor as numbers with signs */
function checkSum(header: Buffer): void {
  let unsigned = 0;
  let signed = 0;
  for (let i = 0; i < BLOCK; i++) {
    const byte = i >= SUM.start && i < SUM.end ? 32 : (header[i] ?? 0);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const sum = octalIn(header.subarray(SUM.start, SUM.end));
  if (sum !== unsigned && sum !== signed) throw invalid();
}

function sizeOf(header: Buffer, records: ReadonlyMap<string, string>): number {
  for (const [start, end] of Object.values(NUMBERS)) numberIn(header.subarray(start, end));
  const given = records.get('size');
  if (given !== undefined && given !== '' && !/^\d+$/.test(given)) throw invalid();
  const size = given ? Number(given) : numberIn(header.subarray(...NUMBERS.size));
  if (!Number.isSafeInteger(size) || size < 0) throw invalid();
  return size;
}

function hasModeOfFolder(header: Buffer): boolean {
  return (numberIn(header.subarray(...NUMBERS.mode)) & ~PERMISSIONS) === FOLDER_MODE;
}

/** In octal digits, or, where the first bit is set, in binary. */
function numberIn(field: Buffer): number {
  const first = field[0] ?? 0;
  if ((first & 0x80) === 0) return octalIn(field);
  if ((first & 0x40) !== 0) return -1;
  return Number(field.reduce((value, byte, i) => value * 256n + BigInt(i === 0 ? byte & 0x7f : byte), 0n));
}

/** @throws HelmError where there is something else between spaces and zero bytes */
function octalIn(field: Buffer): number {
  const start = field.findIndex((byte) => byte !== 0 && byte !== 32);
  const digits = start < 0 ? '' : textIn(field.subarray(start)).replace(/ +$/, '');
  if (digits !== '' && !/^[0-7]+$/.test(digits)) throw invalid();
  return Number.parseInt(`0${digits}`, 8);
}

function nameIn(header: Buffer): string {
  const name = textIn(header.subarray(0, 100));
  const prefix = prefixIn(header);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** A part of the name before it. In the form of `star` it is shorter; GNU has times there, but some writers did not know. */
function prefixIn(header: Buffer): string {
  const magic = header.toString('latin1', 257, 265);
  if (magic === 'ustar  \0') {
    const prefix = textIn(header.subarray(345, 500));
    const hasTimes = [header.subarray(345, 357), header.subarray(357, 369)].every(isTime);
    return hasTimes || !isAscii(prefix) ? '' : prefix;
  }
  if (!magic.startsWith('ustar\0')) return '';
  const isStar = header.toString('latin1', 508, 512) === 'tar\0';
  return textIn(header.subarray(345, isStar ? 476 : 500));
}

function isTime(field: Buffer): boolean {
  if (field[0] === 0) return true;
  try {
    numberIn(field);
    return true;
  } catch (error) {
    if (error instanceof HelmError) return false;
    throw error;
  }
}

function textIn(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}

/** Each record is its length, a space, a key, `=`, a value and a line break. @throws HelmError where one is not */
function readRecords(bytes: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(' ', at);
    const digits = bytes.toString('latin1', at, space);
    const end = at + (/^\d{1,9}$/.test(digits) ? Number(digits) : 0);
    const record = bytes.toString('utf8', space + 1, end - 1);
    const equals = record.indexOf('=');
    if (space < 0 || end > bytes.length || end <= space || bytes[end - 1] !== 10 || equals <= 0) throw invalid();
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}

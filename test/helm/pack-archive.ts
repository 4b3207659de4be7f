import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';

/** A file of an archive, or what else one may hold. */
export interface PackedEntry {
  readonly name: string;
  readonly bytes: Buffer;
  /** Of the header: `0`, a file, where it is not given. */
  readonly type?: string;
  /** What the header says, where that is not the length. */
  readonly size?: number;
  readonly mode?: number;
  readonly magic?: string;
  /** What stands before the name. */
  readonly prefix?: string;
}

/** @returns a chart's archive, as attackers may write it: nothing is checked. */
export function packArchive(entries: readonly PackedEntry[], end = Buffer.alloc(1024)): Buffer {
  return gzipSync(Buffer.concat([...entries.flatMap((entry) => [packHeader(entry), padded(entry.bytes)]), end]));
}

/** @returns the block before an entry's bytes */
export function packHeader(entry: PackedEntry): Buffer {
  const { name, bytes, type = '0', size = bytes.length, mode = 0o644, magic = 'ustar\u000000', prefix = '' } = entry;
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write(mode.toString(8).padStart(7, '0'), 100);
  block.write(size.toString(8).padStart(11, '0'), 124);
  block.write(' '.repeat(8), 148);
  block.write(type, 156);
  block.write(magic, 257);
  block.write(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
  return block;
}

/** @returns records for the entry that follows: the form of POSIX */
export function packRecords(records: Readonly<Record<string, string>>): PackedEntry {
  const text = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    const length = Buffer.byteLength(rest);
    const whole = length + String(length + String(length).length).length;
    return `${whole}${rest}`;
  });
  return { name: 'x', bytes: Buffer.from(text.join('')), type: 'x' };
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

export function packText(name: string, content: string, type = '0'): PackedEntry {
  return { name, bytes: Buffer.from(content), type };
}

import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** Something in an archive; a file where its type is not given. */
export interface PackedEntry {
  readonly path: string;
  readonly text?: string;
  /** `1` for a hard link, `2` for a symbolic one, `5` for a folder. */
  readonly type?: string;
}

/**
 * @param files by path
 * @returns a gzipped tar of them
 */
export function archiveOf(files: Readonly<Record<string, string>>): Buffer {
  return archiveWith(Object.entries(files).map(([path, text]) => ({ path, text })));
}

/** @see https://www.gnu.org/software/tar/manual/html_node/Standard.html */
export function archiveWith(entries: readonly PackedEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, text = '', type = '0' }) => [
    header(path, Buffer.byteLength(text), type),
    padded(Buffer.from(text)),
  ]);
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]));
}

/** Bytes of a name. */
const NAME = 100;

function header(path: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(BLOCK);
  // A longer one has its folders elsewhere in the block.
  const cut = path.length > NAME ? path.indexOf('/', path.length - NAME - 1) : -1;
  block.write(path.slice(cut + 1), 0);
  if (cut > 0) block.write(path.slice(0, cut), 345);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write(type, 156);
  if (type === '1' || type === '2') block.write('a.yaml', 157);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

/** @returns the archive of a small chart that prints its version */
export function chartArchive(name: string, version: string): Buffer {
  return archiveOf({
    [`${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
    [`${name}/templates/version.yaml`]: 'kind: ConfigMap\nversion: {{ .Chart.Version }}\n',
  });
}

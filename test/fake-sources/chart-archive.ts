import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/**
 * @param files by path
 * @returns a gzipped tar of them
 * @see https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
export function archiveOf(files: Readonly<Record<string, string>>): Buffer {
  const blocks = Object.entries(files).flatMap(([path, text]) => [
    header(path, text.length),
    padded(Buffer.from(text)),
  ]);
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]));
}

function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0);
  block.write('0000644\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write('0', 156);
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

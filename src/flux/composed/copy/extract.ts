import { Buffer } from 'node:buffer';
import { HelmError } from '../../../helm/chart/helm-error.ts';
import { type TarEntry, tarEntries } from '../../../helm/load/tar-entries.ts';
import { decompress } from '../../../helm/load/unpack-chart.ts';
import { CopyFailure } from './not-composed.ts';

/** Of all files of an archive. @see fluxcd/pkg tar DefaultMaxUntarSize */
const MOST_BYTES = 100 * 1024 * 1024;

/** @returns whether a file is taken for an archive, by its name */
export function isTarball(path: string): boolean {
  return /\.(tar\.gz|tgz)$/i.test(path);
}

/**
 * @returns the files of an archive, by their paths in it
 * @throws CopyFailure where it is none, or Flux refuses what is in it
 * @see fluxcd/pkg tar Untar
 */
export function extractedFiles(archive: Uint8Array, path: string): readonly Pick<TarEntry, 'name' | 'bytes'>[] {
  try {
    const files: TarEntry[] = [];
    for (const entry of tarEntries(Buffer.from(decompress(archive, MOST_BYTES)))) {
      const { name, kind } = entry;
      if (/\\|^\/|^$|\.\.\//.test(name)) throw new HelmError(`tar contained invalid name error "${name}"`);
      if (kind === 'symlink') {
        throw new HelmError(`tar file entry ${name} is a symlink, which is not allowed in this context`);
      }
      if (kind === 'other') throw new HelmError(`tar file entry ${name} contained unsupported file type`);
      files.push(entry);
    }
    return files;
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
    throw new CopyFailure(`failed to extract tarball '${path}': ${error.message}`);
  }
}

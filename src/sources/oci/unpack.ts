import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HelmError } from '../../helm/chart/helm-error.ts';
import { tarEntries } from '../../helm/load/tar-entries.ts';
import { FetchError } from '../problem/fetch-error.ts';

/** Flux has no limits for these. In bytes; Git objects; names. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_FILES = 10_000;
const DEEPEST = 64;
const LONGEST_NAME = 255;

const unzip = promisify(gunzip);

/**
 * Unpacks what `flux push artifact` has packed. Symbolic links are left out, as source-controller leaves them out; all else
 * that is no plain file is refused, and so is what would be in another place, or another file, on other disks.
 *
 * @param archive a tar, compressed by gzip
 * @returns its files, by path
 * @throws FetchError `bad-answer`, `too-large`
 * @see fluxcd/pkg tar Untar
 */
export async function unpack(archive: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const tar = await unzip(archive, { maxOutputLength: MOST_BYTES }).catch((error: unknown): never => {
    throw codeOf(error) === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge(`${MOST_BYTES} bytes`)
      : refused('it is not compressed by gzip, as Flux has it');
  });
  const files = new Map<string, Uint8Array>();
  try {
    for (const { kind, name, bytes } of tarEntries(tar)) {
      if (kind === 'symlink') continue;
      if (kind !== 'file')
        throw refused(`it holds a ${kind === 'link' ? 'hard link' : 'device'}, ${JSON.stringify(name)}`);
      files.set(pathOf(name), bytes);
      if (files.size > MOST_FILES) throw tooLarge(`${MOST_FILES} files`);
    }
  } catch (error) {
    throw error instanceof HelmError ? refused('it is not an archive that can be read') : error;
  }
  refuseCollisions(files.keys());
  return files;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function pathOf(name: string): string {
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  const isOutside = name.startsWith('/') || /\\|\0/.test(name) || segments.includes('..');
  if (isOutside || segments.length === 0) throw refused(`it holds the path ${JSON.stringify(name)}`);
  if (segments.length > DEEPEST) throw tooLarge(`${DEEPEST} folders in each other`);
  if (segments.some((segment) => segment.length > LONGEST_NAME)) throw tooLarge(`${LONGEST_NAME} letters in a name`);
  return segments.join('/');
}

/** Two names that are one on some disks, and a file where others want a folder. */
function refuseCollisions(paths: Iterable<string>): void {
  const known = new Map<string, string>();
  for (const path of paths) {
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const isFile = end === -1;
      const place = isFile ? path : `${path.slice(0, end)}/`;
      const key = place.replace(/\/$/, '').toLowerCase();
      const other = known.get(key);
      if (other !== undefined && other !== place) throw refused(`it holds both ${other} and ${place}`);
      known.set(key, place);
      if (isFile) break;
    }
  }
}

function refused(why: string): FetchError {
  return new FetchError('bad-answer', `what is there is refused: ${why}`, 'Push it again, by `flux push artifact`.');
}

function tooLarge(limit: string): FetchError {
  return new FetchError('too-large', `what is there has more than ${limit}`, 'Push less of it.');
}

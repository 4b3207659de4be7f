import { fillBareDirectory } from '../objects/bare-directory.ts';
import { ObjectWriter } from '../objects/write-objects.ts';
import { fetchTree, refsOf } from './pinned-remote.ts';
import { composeTree, submodulesOf } from './submodules.ts';

/** What keeps something from elsewhere as Git objects, and fetches it by Git. */
export const gitAccess = {
  fillBareDirectory,
  writeBlob: (gitDirectory: string, bytes: Uint8Array, format: 'sha1' | 'sha256') =>
    new ObjectWriter(gitDirectory, format).blob(bytes),
  writeTree: (gitDirectory: string, files: ReadonlyMap<string, Uint8Array>, format: 'sha1' | 'sha256') =>
    new ObjectWriter(gitDirectory, format).tree(files),
  refsOf,
  fetchTree,
  submodulesOf,
  composeTree,
};

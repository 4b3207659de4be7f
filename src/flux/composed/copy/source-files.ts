import type { Files, Found } from '../../../tree/files/files.ts';
import { joinPath } from '../../../tree/objects/paths.ts';
import { NotComposed } from './not-composed.ts';

/** Something in a directory. other: what stands in the place of another repository. */
interface SourceEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'other';
}

/** More names than any artifact is put together of. */
const MOST_ENTRIES = 200_000;

/** What copies see of the artifact of a source: paths from its root. */
export class SourceFiles {
  readonly #files: Files;
  readonly #root: string;
  #listed = 0;

  /**
   * @param files of the artifact
   * @param root its path among them
   */
  constructor(files: Files, root: string) {
    this.#files = files;
    this.#root = root;
  }

  /** @returns what a path leads to, with its path among all files */
  find(path: string): Found {
    return this.#files.find(joinPath(this.#root, path) ?? this.#root);
  }

  /**
   * @returns what is in a directory, in the order of the names; nothing where it is none
   * @throws NotComposed where it is too much
   */
  list(path: string): readonly SourceEntry[] {
    const directory = this.find(path);
    if (directory.kind !== 'directory') return [];
    const entries = this.#files.list(directory);
    this.#listed += entries.size;
    if (this.#listed > MOST_ENTRIES) throw new NotComposed(`takes more than ${MOST_ENTRIES} files and directories`);
    return [...entries]
      .flatMap(([name, { kind }]): readonly SourceEntry[] => {
        if (kind === 'file') return [{ name, kind }];
        const found = this.find(joinPath(path, name) ?? name);
        if (found.kind === 'file' || found.kind === 'directory') return [{ name, kind: found.kind }];
        const isOfOthers = found.kind === 'submodule' || found.why === 'included';
        return isOfOthers ? [{ name, kind: 'other' }] : [];
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @returns the content of a file; @throws NotComposed where it cannot be had */
  bytes(path: string): Uint8Array {
    const found = this.find(path);
    const blob = found.kind === 'file' ? this.#files.read(found) : undefined;
    if (blob?.kind === 'bytes') return blob.bytes;
    throw new NotComposed(`takes ${path}, whose content cannot be read here`);
  }
}

import type { GitAccess, ObjectFormat } from '../contract/git-access.ts';
import type { Artifact, Artifacts } from './artifacts.ts';

/** Single files on the disk, each as an object of Git in a directory of its own. */
export class Blobs {
  readonly #git: GitAccess;
  readonly #artifacts: Artifacts;

  constructor(git: GitAccess, artifacts: Artifacts) {
    this.#git = git;
    this.#artifacts = artifacts;
  }

  /** @param name as `Artifacts` has it */
  find(name: readonly string[], format: ObjectFormat): Promise<Artifact | undefined> {
    return this.#artifacts.find([...name, format]);
  }

  keep(name: readonly string[], bytes: Uint8Array, format: ObjectFormat): Promise<Artifact> {
    return this.#artifacts.keep([...name, format], async (directory) => {
      this.#git.fillBareDirectory(directory, format);
      return this.#git.writeBlob(directory, bytes, format);
    });
  }
}

import type { GitAccess, ObjectFormat } from '../contract/git-access.ts';
import type { Artifact, Artifacts } from './artifacts.ts';

/** What was fetched, as objects of Git, each in a bare directory of its own. */
export class GitArtifacts {
  readonly #git: GitAccess;
  readonly #artifacts: Artifacts;

  constructor(git: GitAccess, artifacts: Artifacts) {
    this.#git = git;
    this.#artifacts = artifacts;
  }

  /** @param name as `Artifacts` has it, with what else decides how objects are named */
  find(name: readonly string[]): Promise<Artifact | undefined> {
    return this.#artifacts.find(name);
  }

  keepFile(name: readonly string[], format: ObjectFormat, bytes: Uint8Array): Promise<Artifact> {
    return this.keep(name, format, (directory) => this.#git.writeBlob(directory, bytes, format));
  }

  /** @param files by path */
  keepFiles(name: readonly string[], format: ObjectFormat, files: ReadonlyMap<string, Uint8Array>): Promise<Artifact> {
    return this.keep(name, format, (directory) => this.#git.writeTree(directory, files, format));
  }

  /** @param fill brings objects into a bare directory, and tells the id of the one that matters */
  keep(
    name: readonly string[],
    format: ObjectFormat,
    fill: (directory: string) => string | Promise<string>,
  ): Promise<Artifact> {
    return this.#artifacts.keep(name, async (directory) => {
      this.#git.fillBareDirectory(directory, format);
      return fill(directory);
    });
  }
}

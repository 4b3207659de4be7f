import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/** Of what a build is known by, enough to tell it from others. */
const TOLD_APART = 12;

/**
 * What V8 has compiled of the parts of a program, kept beside them, so that the next process need not read them again. A
 * folder in which somebody else may write would not do: what is kept is run.
 */
export class CompiledCode {
  readonly #folder: URL;
  readonly #made: string;
  readonly #new = new Map<URL, Script>();

  /** @param folder of the build, which holds its `build-id` */
  constructor(folder: URL) {
    this.#folder = folder;
    // V8 tells its own versions apart, and sources by their length alone.
    const build = readWherePossible(new URL('build-id', folder))?.toString('latin1') ?? '';
    this.#made = [build.slice(0, TOLD_APART), process.versions.v8, process.arch].join('-');
  }

  /**
   * Compiles a part, with what is kept of it where that is by this build and this V8.
   *
   * @param use for what: each needs other functions of a part
   */
  compile(name: string, use: string): Script {
    const file = new URL(`${name}.cjs`, this.#folder);
    const kept = new URL(`${name}-${use}-${this.#made}.code`, this.#folder);
    const cachedData = readWherePossible(kept);
    // The build writes nothing but ASCII.
    const script = new Script(readFileSync(file, 'latin1'), {
      filename: fileURLToPath(file),
      ...(cachedData !== undefined && { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected === true) this.#new.set(kept, script);
    return script;
  }

  /** Keeps what V8 has compiled by now, where nothing was kept; where that may not be written, nothing is. */
  keep(): void {
    for (const [file, script] of this.#new) {
      try {
        replace(fileURLToPath(file), script.createCachedData());
      } catch {
        // The next process takes as long as this one.
      }
    }
  }
}

/** At once, and on the disk before: others may read it at any moment. */
function replace(path: string, bytes: Buffer): void {
  const aside = `${path}.${process.pid}`;
  const file = openSync(aside, 'wx');
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

function readWherePossible(file: URL): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

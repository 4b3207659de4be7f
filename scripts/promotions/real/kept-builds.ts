import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KEPT = join(tmpdir(), 'promotions-builds');

/**
 * What the real kustomize built of the same directories, as a text, kept from one run to the next: it takes most of the time.
 *
 * @param question what is built, and how
 * @param directories all that it is built from, with what is below them
 */
export class KeptBuild {
  readonly #file: string;

  constructor(folder: string, question: string, directories: readonly string[]) {
    const hash = createHash('sha256').update(question);
    for (const directory of [...directories].sort()) addFiles(hash, join(folder, directory), directory);
    this.#file = join(KEPT, hash.digest('hex'));
  }

  /** @returns what was written; undefined where nothing was */
  read(): string | undefined {
    return existsSync(this.#file) ? readFileSync(this.#file, 'utf8') : undefined;
  }

  write(text: string): void {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(this.#file, text);
  }
}

/** @param path a file or a directory; what does not exist counts too */
function addFiles(hash: ReturnType<typeof createHash>, file: string, path: string): void {
  const stat = existsSync(file) ? statSync(file) : undefined;
  hash.update(`\n${path} ${stat?.isDirectory() === true ? '' : stat?.size}\n`);
  if (stat?.isDirectory() !== true) {
    if (stat !== undefined) hash.update(readFileSync(file));
    return;
  }
  for (const name of readdirSync(file).sort()) if (name !== '.git') addFiles(hash, join(file, name), `${path}/${name}`);
}

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { markOf } from './mark.ts';

/** What was used in this time is in use, maybe by another process. In milliseconds. */
const IN_USE = 60 * 60_000;
/** How often it is looked at how much there is: that takes a while where there is much. In milliseconds. */
const LOOKS = 60_000;

/** Keeps a folder of artifacts within what it may take: the longest unused go first, as each can be fetched again. */
export class Room {
  readonly #directory: string;
  readonly #mostBytes: number;
  #looked = Number.NEGATIVE_INFINITY;

  constructor(directory: string, mostBytes: number) {
    this.#directory = directory;
    this.#mostBytes = mostBytes;
  }

  async make(): Promise<void> {
    if (Date.now() - this.#looked < LOOKS) return;
    this.#looked = Date.now();
    const names = await readdir(this.#directory);
    const all = (await Promise.all(names.map((name) => this.#measure(join(this.#directory, name))))).flat();
    let total = all.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes, usedAt, isWhole } of all.sort((one, other) => one.usedAt - other.usedAt)) {
      if (Date.now() - usedAt < IN_USE) return;
      // What is not whole by now was left by a process that ended.
      if (isWhole && total <= this.#mostBytes) continue;
      await rm(path, { recursive: true, force: true });
      total -= bytes;
    }
  }

  /** Nothing of what another process removes meanwhile. */
  async #measure(path: string) {
    const status = await stat(path).catch(() => undefined);
    if (status === undefined) return [];
    const mark = await markOf(path);
    return [{ path, usedAt: status.mtimeMs, bytes: mark?.bytes ?? 0, isWhole: mark !== undefined }];
  }
}

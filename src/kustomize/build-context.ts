import type { Files } from '../tree/files.ts';
import { mapAll } from '../tree/needs.ts';
import { Loader, type ParsedBlobs } from './loader.ts';
import type { Problem } from './problem.ts';

/** One build under way: where it reads, and what it could not do without failing. */
export class Build {
  readonly loader: Loader;
  readonly #problems: Problem[] = [];

  constructor(files: Files, parsed: ParsedBlobs) {
    this.loader = new Loader(files, parsed);
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Notes what is left out, where the rest can still be rendered. */
  report(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** Maps entries, so that what all of them need is asked for at once. */
  all<Item, Result>(items: readonly Item[], map: (item: Item) => Result): readonly Result[] {
    return mapAll(items, map);
  }
}

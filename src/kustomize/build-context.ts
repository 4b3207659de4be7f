import type { Files } from '../tree/files.ts';
import { mapAll } from '../tree/needs.ts';
import { type Behaviours, newestBehaviours } from './behaviours.ts';
import { BuildSchemas } from './build-schemas.ts';
import { Loader, type ParsedBlobs } from './loader.ts';
import type { Problem } from './problem.ts';
import { builtinConfigOf, type TransformerConfig } from './transformer-config.ts';

/** One build under way: where it reads, and what it could not do without failing. */
export class Build {
  readonly loader: Loader;
  /** What of upstream's later changes is in force. */
  readonly behaviours: Behaviours;
  /** Where transformers write before any configuration. */
  readonly config: TransformerConfig;
  /** What is known of kinds, for merges. */
  readonly schemas = new BuildSchemas();
  readonly #problems: Problem[] = [];

  constructor(files: Files, parsed: ParsedBlobs, behaviours: Behaviours = newestBehaviours) {
    this.loader = new Loader(files, parsed);
    this.behaviours = behaviours;
    this.config = builtinConfigOf(behaviours);
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

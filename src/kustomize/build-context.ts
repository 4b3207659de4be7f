import type { Files } from '../tree/files.ts';
import { mapAll } from '../tree/needs.ts';
import { type Behaviours, newestBehaviours } from './behaviours.ts';
import { BuildSchemas } from './build-schemas.ts';
import type { Kustomization } from './kustomization/load.ts';
import { Loader, type ParsedBlobs } from './loader.ts';
import type { Problem } from './problem.ts';
import { builtinConfigOf, type TransformerConfig } from './transformer-config.ts';

/** One build under way: where it reads, and what it could not do without failing. */
export class Build {
  readonly loader: Loader;
  /** What of upstream's later changes is in force. */
  readonly behaviours: Behaviours;
  /** Whether objects are to remember who has changed them. */
  readonly isTraced: boolean;
  /** Where transformers write before any configuration. */
  readonly config: TransformerConfig;
  /** What is known of kinds, for merges. */
  readonly schemas = new BuildSchemas();
  readonly #problems: Problem[] = [];
  readonly #kustomizations = new Map<string, Kustomization>();
  readonly #entries = new Map<string, number>();
  #objects = 0;

  constructor(files: Files, parsed: ParsedBlobs, behaviours: Behaviours = newestBehaviours, isTraced: boolean = false) {
    this.loader = new Loader(files, parsed);
    this.isTraced = isTraced;
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

  /** @returns the kustomization of a directory, read once. */
  kustomization(directory: string, load: () => Kustomization): Kustomization {
    const kustomization = this.#kustomizations.get(directory) ?? load();
    this.#kustomizations.set(directory, kustomization);
    return kustomization;
  }

  /** @returns how often this build has entered a directory, this time counted. */
  countEntry(directory: string): number {
    const count = (this.#entries.get(directory) ?? 0) + 1;
    this.#entries.set(directory, count);
    return count;
  }

  /** @returns how many objects this build has made, these counted. */
  countObjects(made: number): number {
    this.#objects += made;
    return this.#objects;
  }

  /** Maps entries, so that what all of them need is asked for at once. */
  all<Item, Result>(items: readonly Item[], map: (item: Item) => Result): readonly Result[] {
    return mapAll(items, map);
  }
}

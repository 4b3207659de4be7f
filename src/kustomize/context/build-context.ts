import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { type Behaviours, newestBehaviours } from '../model/behaviours.ts';
import type { Problem } from '../model/problem.ts';
import type { Kustomization } from '../read/load.ts';
import type { Loader } from '../read/loader.ts';
import type { SourcePaths } from '../read/source-paths.ts';
import { builtinConfigOf, type TransformerConfig } from '../read/transformer-config.ts';
import { BuildSchemas } from './build-schemas.ts';

/** What a part of a build leaves behind, beside its objects. */
export interface Part {
  readonly problems: readonly Problem[];
  /** How often each directory was entered: a build that has come through one of them turns in a circle. */
  readonly entries: ReadonlyMap<string, number>;
  /** How many objects it has made. */
  readonly objects: number;
  /** How many bytes its generators have read. */
  readonly generated: number;
  readonly paths: SourcePaths;
  readonly schemas: BuildSchemas;
}

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

  constructor(loader: Loader, behaviours: Behaviours = newestBehaviours, isTraced: boolean = false) {
    this.loader = loader;
    this.isTraced = isTraced;
    this.behaviours = behaviours;
    this.config = builtinConfigOf(behaviours);
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** @returns a build that carries out a part of this one, with other files, and is to be included. */
  part(files: Files): Build {
    return new Build(this.loader.over(files), this.behaviours, this.isTraced);
  }

  /** Takes on what a part has come to. */
  include(part: Part): void {
    this.#problems.push(...part.problems);
    for (const [directory, count] of part.entries) {
      this.#entries.set(directory, (this.#entries.get(directory) ?? 0) + count);
    }
    this.#objects += part.objects;
    this.loader.include(part);
    this.schemas.include(part.schemas);
  }

  /** @returns what whoever takes this build on has to know. */
  asPart(): Part {
    const { generated, paths } = this.loader;
    const [problems, entries, objects] = [this.#problems, this.#entries, this.#objects];
    return { problems, entries, objects, generated, paths, schemas: this.schemas };
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

import type { Memory } from '../../../memo/memory.ts';
import { segmentsOf } from '../../../tree/objects/paths.ts';
import { kustomizationIn, type YamlDirectory } from '../search/yaml-tree.ts';
import type { FoundDocument } from './found-document.ts';
import { isSilent, type PlacedDirectory, pathBelow, placedAt, type Target } from './placed-directory.ts';

const NONE: ReadonlySet<FoundDocument> = new Set();

/** A tree as Flux would read it, as far as kustomizations say what they bring in: nothing is built. */
export class FluxTree {
  readonly root: YamlDirectory;
  readonly #said: PlacedDirectory;
  readonly #yields = new Map<string, ReadonlySet<FoundDocument>>();
  /** Paths of which nothing that speaks of Flux can come. */
  readonly #quiet = new Set<string>();
  readonly #directories = new Map<string, YamlDirectory>();

  /** @param memory of the repository */
  constructor(root: YamlDirectory, memory: Memory) {
    this.root = root;
    this.#said = placedAt(root, '', memory);
  }

  /** In the order of their files. */
  get documents(): readonly FoundDocument[] {
    return this.#said.documents;
  }

  /** What says that clusters are synced from here. */
  get statements(): readonly FoundDocument[] {
    return this.#said.statements;
  }

  /** Every FluxKustomization that is applied as it is written, by file. */
  get written(): PlacedDirectory['written'] {
    return this.#said.written;
  }

  /** The names of variables in the paths of FluxKustomizations. */
  get variables(): readonly string[] {
    return this.#said.variables;
  }

  get sources(): PlacedDirectory['sources'] {
    return this.#said.sources;
  }

  get emptySyncs(): PlacedDirectory['emptySyncs'] {
    return this.#said.emptySyncs;
  }

  get applications(): PlacedDirectory['applications'] {
    return this.#said.applications;
  }

  /** @returns a directory that holds YAML somewhere below. */
  directory(path: string): YamlDirectory | undefined {
    return this.#directories.get(path) ?? this.#walk(path, segmentsOf(path));
  }

  /** @returns whether a FluxKustomization's path, as it is written, is a directory that holds YAML somewhere below. */
  leadsTo({ path, segments }: FoundDocument): boolean {
    return (this.#directories.get(path) ?? this.#walk(path, segments)) !== undefined;
  }

  #walk(path: string, segments: readonly string[]): YamlDirectory | undefined {
    let at: YamlDirectory | undefined = this.root;
    let isQuiet = isSilent(at);
    for (const segment of segments) {
      at = at.directories.get(segment);
      if (at === undefined) return undefined;
      isQuiet ||= isSilent(at);
    }
    this.#directories.set(path, at);
    if (isQuiet) this.#quiet.add(path);
    return at;
  }

  /** @returns the FluxKustomizations, and instances, that a directory brings in when Flux builds it, before any patch. */
  yields(path: string): ReadonlySet<FoundDocument> {
    const known = this.#yields.get(path);
    if (known !== undefined) return known;
    const directory = this.directory(path);
    if (directory === undefined || this.#quiet.has(path)) return NONE;
    // Kustomizations that bring in each other cannot be built.
    this.#yields.set(path, NONE);
    const found = union(this.#parts(path, directory));
    this.#yields.set(path, found);
    return found;
  }

  /** @returns whether a file holds a FluxKustomization or an instance. */
  holds(file: string): boolean {
    return this.#inFile(file).size > 0;
  }

  /** @returns all YAML files. */
  paths(): readonly string[] {
    return [...pathsBelow(this.root, '')];
  }

  /** @returns whether a kustomization stands in a directory. */
  hasKustomization(path: string): boolean {
    const directory = this.directory(path);
    return directory !== undefined && kustomizationIn(directory) !== undefined;
  }

  /** @returns the directories that no kustomization brings in, of some and of those that bring them in. */
  outermost(paths: readonly string[]): readonly string[] {
    const found = new Set<string>();
    const visited = new Set<string>();
    const climb = (path: string): void => {
      if (visited.has(path)) return;
      visited.add(path);
      const users = this.usersOf(path);
      if (users.length === 0) found.add(path);
      for (const user of users) climb(user);
    };
    for (const path of paths) climb(path);
    return [...found];
  }

  /** @returns the directories whose own kustomization brings in a directory or a file, one step away. */
  usersOf(path: string): readonly string[] {
    return [...(this.#users().get(path) ?? [])];
  }

  #parts(path: string, directory: YamlDirectory): readonly ReadonlySet<FoundDocument>[] {
    if (kustomizationIn(directory)?.references !== undefined) {
      return this.#targets(path).map((target) => this.#named(target));
    }
    const files = [...directory.files.keys()].map((name) => this.#inFile(pathBelow(path, name)));
    return [...files, ...[...directory.directories.keys()].map((name) => this.yields(pathBelow(path, name)))];
  }

  #named({ path, segments }: Target): ReadonlySet<FoundDocument> {
    let at = this.root;
    for (const [index, segment] of segments.entries()) {
      if (isSilent(at)) return NONE;
      const below = at.directories.get(segment);
      if (below === undefined) return index === segments.length - 1 ? this.#inFile(path) : NONE;
      at = below;
    }
    return isSilent(at) ? NONE : this.yields(path);
  }

  #targetsByPath: ReadonlyMap<string, readonly Target[]> | undefined;

  /** What a kustomization refers to, as paths of the tree. */
  #targets(path: string): readonly Target[] {
    this.#targetsByPath ??= new Map(this.#said.kustomizations);
    return this.#targetsByPath.get(path) ?? [];
  }

  #documentsByFile: ReadonlyMap<string, ReadonlySet<FoundDocument>> | undefined;

  #inFile(path: string): ReadonlySet<FoundDocument> {
    this.#documentsByFile ??= new Map(this.#said.files);
    return this.#documentsByFile.get(path) ?? NONE;
  }

  #usersByPath: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  #users(): ReadonlyMap<string, ReadonlySet<string>> {
    if (this.#usersByPath !== undefined) return this.#usersByPath;
    const users = new Map<string, Set<string>>();
    for (const [path, targets] of this.#said.kustomizations) {
      for (const { path: used } of targets) users.set(used, (users.get(used) ?? new Set()).add(path));
    }
    this.#usersByPath = users;
    return users;
  }
}

function* pathsBelow(directory: YamlDirectory, path: string): Generator<string> {
  for (const name of directory.files.keys()) yield pathBelow(path, name);
  for (const [name, inner] of directory.directories) yield* pathsBelow(inner, pathBelow(path, name));
}

function union(sets: readonly ReadonlySet<FoundDocument>[]): ReadonlySet<FoundDocument> {
  const filled = sets.filter(({ size }) => size > 0);
  const [first = NONE] = filled;
  if (filled.length < 2) return first;
  const all = new Set<FoundDocument>();
  for (const set of filled) for (const document of set) all.add(document);
  return all;
}

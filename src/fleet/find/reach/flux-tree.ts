import { KUSTOMIZATION_FILES } from '../../../kustomize/kustomization/kustomization-file.ts';
import { dirname, joinPath, segmentsOf } from '../../../tree/objects/paths.ts';
import type { FluxDocument, FluxFile, WrittenSource } from '../search/flux-file.ts';
import { isAboutFlux, type YamlDirectory } from '../search/yaml-tree.ts';

/** A FluxKustomization or an instance, and the file that holds it. */
export interface FoundDocument extends FluxDocument {
  readonly file: string;
  readonly directory: string;
}

const NONE: ReadonlySet<FoundDocument> = new Set();

/** A tree as Flux would read it, as far as kustomizations say what they bring in: nothing is built. */
export class FluxTree {
  readonly root: YamlDirectory;
  /** In the order of their files. */
  readonly documents: readonly FoundDocument[];
  readonly sources: readonly (WrittenSource & { readonly file: string })[];
  /** Where `flux bootstrap` has left a file that says nothing. */
  readonly emptySyncs: readonly string[];
  readonly applications: readonly { readonly file: string; readonly kind: string; readonly name: string }[];
  readonly #byFile: ReadonlyMap<string, readonly FoundDocument[]>;
  readonly #targetsOf = new Map<string, readonly string[]>();
  readonly #yields = new Map<string, ReadonlySet<FoundDocument>>();

  constructor(root: YamlDirectory) {
    this.root = root;
    const files = [...filesThatSpeak(root, '')];
    const found = files.map(([path, { documents }]) => {
      const directory = dirname(path);
      return [path, documents.map((document) => ({ ...document, file: path, directory }))] as const;
    });
    this.#byFile = new Map(found);
    this.documents = found.flatMap(([, documents]) => documents);
    this.sources = files.flatMap(([file, { sources }]) => sources.map((each) => ({ file, ...each })));
    this.emptySyncs = files.flatMap(([file, { isEmptySync }]) => (isEmptySync ? [file] : []));
    this.applications = files.flatMap(([file, { applications }]) => applications.map((each) => ({ file, ...each })));
  }

  /** @returns a directory that holds YAML somewhere below. */
  directory(path: string): YamlDirectory | undefined {
    let at: YamlDirectory | undefined = this.root;
    for (const segment of segmentsOf(path)) at = at?.directories.get(segment);
    return at;
  }

  /** @returns the FluxKustomizations, and instances, that a directory brings in when Flux builds it, before any patch. */
  yields(path: string): ReadonlySet<FoundDocument> {
    const known = this.#yields.get(path);
    if (known !== undefined) return known;
    // Kustomizations that bring in each other cannot be built.
    this.#yields.set(path, NONE);
    const directory = this.#telling(path);
    const found = directory === undefined ? NONE : union(this.#parts(path, directory));
    this.#yields.set(path, found);
    return found;
  }

  /** As {@link directory}, but for those of which nothing that speaks of Flux can come. */
  #telling(path: string): YamlDirectory | undefined {
    let at: YamlDirectory | undefined = this.root;
    for (const segment of segmentsOf(path)) {
      if (at === undefined || isSilent(at)) return undefined;
      at = at.directories.get(segment);
    }
    return at === undefined || isSilent(at) ? undefined : at;
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
    const kustomization = kustomizationIn(directory);
    if (kustomization?.references !== undefined) {
      return this.#targets(path, kustomization.references).map((target) => this.#named(target));
    }
    const files = [...directory.files.keys()].map((name) => this.#inFile(below(path, name)));
    return [...files, ...[...directory.directories.keys()].map((name) => this.yields(below(path, name)))];
  }

  /** What a kustomization refers to, as paths of the tree. */
  #targets(path: string, references: readonly string[]): readonly string[] {
    const known = this.#targetsOf.get(path);
    if (known !== undefined) return known;
    const targets = references.flatMap((reference) => joinPath(path, reference) ?? []);
    this.#targetsOf.set(path, targets);
    return targets;
  }

  #named(path: string): ReadonlySet<FoundDocument> {
    const inFile = this.#inFile(path);
    return inFile.size > 0 ? inFile : this.yields(path);
  }

  #inFile(path: string): ReadonlySet<FoundDocument> {
    const documents = this.#byFile.get(path);
    return documents === undefined ? NONE : new Set(documents);
  }

  #usersByPath: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  #users(): ReadonlyMap<string, ReadonlySet<string>> {
    if (this.#usersByPath !== undefined) return this.#usersByPath;
    const users = new Map<string, Set<string>>();
    for (const [path, references] of kustomizationsBelow(this.root, '')) {
      for (const used of this.#targets(path, references)) {
        users.set(used, (users.get(used) ?? new Set()).add(path));
      }
    }
    this.#usersByPath = users;
    return users;
  }
}

/** Whether neither a directory nor what its kustomizations lead to says anything of Flux. */
function isSilent({ speaks, climbs }: YamlDirectory): boolean {
  return !speaks && climbs === 0;
}

function kustomizationIn({ files }: YamlDirectory): FluxFile | undefined {
  for (const name of KUSTOMIZATION_FILES) {
    const file = files.get(name);
    if (file !== undefined) return file;
  }
  return undefined;
}

function* filesThatSpeak(directory: YamlDirectory, path: string): Generator<readonly [string, FluxFile]> {
  if (!directory.speaks) return;
  for (const [name, file] of directory.files) if (isAboutFlux(file)) yield [below(path, name), file];
  for (const [name, inner] of directory.directories) yield* filesThatSpeak(inner, below(path, name));
}

function* pathsBelow(directory: YamlDirectory, path: string): Generator<string> {
  for (const name of directory.files.keys()) yield below(path, name);
  for (const [name, inner] of directory.directories) yield* pathsBelow(inner, below(path, name));
}

function* kustomizationsBelow(directory: YamlDirectory, path: string): Generator<readonly [string, readonly string[]]> {
  if (isSilent(directory)) return;
  const references = kustomizationIn(directory)?.references;
  if (references !== undefined) yield [path, references];
  for (const [name, inner] of directory.directories) yield* kustomizationsBelow(inner, below(path, name));
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

function union(sets: readonly ReadonlySet<FoundDocument>[]): ReadonlySet<FoundDocument> {
  const filled = sets.filter(({ size }) => size > 0);
  const [first = NONE] = filled;
  return filled.length < 2 ? first : new Set(filled.flatMap((set) => [...set]));
}

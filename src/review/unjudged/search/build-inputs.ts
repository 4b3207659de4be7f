import { KUSTOMIZATION_FILES } from '../../../kustomize/kustomization/kustomization-file.ts';
import { fileText } from '../../../kustomize/read/file-text.ts';
import { parseOnce } from '../../../kustomize/read/parse-once.ts';
import type { Files, Found } from '../../../tree/files/files.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { isWithin, joinPath } from '../../../tree/objects/paths.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';

type Directory = Extract<Found, { kind: 'directory' }>;

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Tells which of some files a build of a directory would read, from what kustomizations refer to: nothing is built, so
 * that what cannot be built is told as well.
 */
export class BuildInputs {
  readonly #files: Files;
  readonly #wanted: ReadonlySet<string>;
  readonly #known = new Map<string, ReadonlySet<string>>();

  /** @param wanted the files that are asked for */
  constructor(files: Files, wanted: ReadonlySet<string>) {
    this.#files = files;
    this.#wanted = wanted;
  }

  /**
   * @returns those that a build of the directory reads, or would if nothing stopped it
   * @throws Needs where an object has not been fetched yet
   */
  of(path: string): ReadonlySet<string> {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    // Kustomizations that bring in each other cannot be built.
    this.#known.set(path, NOTHING);
    const found = this.#files.find(path);
    const inputs = found.kind === 'directory' ? this.#in(found) : NOTHING;
    this.#known.set(path, inputs);
    return inputs;
  }

  #in(directory: Directory): ReadonlySet<string> {
    const entries = this.#files.list(directory);
    const pathOf = (name: string) => joinPath(directory.path, name) ?? name;
    const kustomization = KUSTOMIZATION_FILES.find((name) => entries.get(name)?.kind === 'file');
    if (kustomization !== undefined) return this.#named(directory.path, pathOf(kustomization));
    const own = [...entries].flatMap(([name, { kind }]) =>
      kind === 'file' && /\.ya?ml$/.test(name) ? [pathOf(name)] : [],
    );
    const below = [...entries].flatMap(([name, { kind }]) => (kind === 'directory' ? [pathOf(name)] : []));
    return union([this.#wantedOf(own), ...mapAll(below, (path) => this.of(path))]);
  }

  #named(directory: string, kustomization: string): ReadonlySet<string> {
    const references = this.#referencesIn(kustomization);
    if (references === undefined) return new Set([...this.#wanted].filter((path) => isWithin(path, directory)));
    const paths = new Set([...references].flatMap((text) => joinPath(directory, text) ?? []));
    return union([
      this.#wantedOf([kustomization, ...paths]),
      ...mapAll(paths, (path) => (this.#files.find(path).kind === 'directory' ? this.of(path) : NOTHING)),
    ]);
  }

  #wantedOf(paths: readonly string[]): ReadonlySet<string> {
    return new Set(paths.filter((path) => this.#wanted.has(path)));
  }

  /** @returns `undefined` where the kustomization cannot be read: it may name whatever stands beside it */
  #referencesIn(path: string): ReadonlySet<string> | undefined {
    const found = this.#files.find(path);
    const text = found.kind === 'file' ? fileText(this.#files, found) : undefined;
    if (found.kind !== 'file' || text === undefined) return undefined;
    const { documents, problems } = parseOnce(this.#files.memory, found.id, 'lenient', () => text);
    return problems.length > 0 ? undefined : referencesIn(documents);
  }
}

/** Where kustomize's fields name files and directories. */
const LISTS = new Set([
  ...['resources', 'bases', 'components', 'crds', 'configurations', 'generators', 'transformers', 'validators'],
  ...['patchesStrategicMerge', 'files', 'envs', 'additionalValuesFiles'],
]);
const NAMES = new Set(['path', 'env', 'valuesFile']);

function referencesIn(documents: readonly Node[]): ReadonlySet<string> {
  const references = new Set<string>();
  // A node that stands in several places is one node.
  const seen = new Set<Node>();
  const look = (node: Node, isReference: boolean): void => {
    if (node instanceof Scalar) {
      if (isReference) for (const path of pathsIn(node)) references.add(path);
    } else if (!seen.has(node)) {
      seen.add(node);
      if (!(node instanceof Mapping)) for (const item of node.items) look(item, isReference);
      else
        for (const [key, value] of node.entries) look(value, value instanceof Scalar ? NAMES.has(key) : LISTS.has(key));
    }
  };
  for (const document of documents) look(document, false);
  return references;
}

/** An inline patch is none; a generated file may have a key before its path. */
function pathsIn({ text }: Scalar): readonly string[] {
  if (text === '' || text.includes('\n') || text.includes('://')) return [];
  const [, file] = /^[^=]+=(.+)$/.exec(text) ?? [];
  return file === undefined ? [text] : [text, file];
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const filled = sets.filter(({ size }) => size > 0);
  const [first = NOTHING] = filled;
  return filled.length < 2 ? first : new Set(filled.flatMap((set) => [...set]));
}

import type { ParsedBlobs } from '../kustomize/loader.ts';
import type { Files, Found } from '../tree/files.ts';
import { mapAll } from '../tree/needs.ts';
import { dirname, joinPath } from '../tree/paths.ts';
import type { ObjectId } from '../tree/repo-tree.ts';
import { type FluxDocument, type FluxFile, readFluxFile } from './flux-documents.ts';

/** A FluxKustomization or an instance, and the file that holds it. */
export interface FoundDocument extends FluxDocument {
  readonly file: string;
  readonly directory: string;
  /** Whether the directory holds the source that it names. */
  readonly hasSource: boolean;
}

/** What a search of a whole tree has brought. */
export interface FluxFindings {
  /** In the order of their paths. */
  readonly documents: readonly FoundDocument[];
  /** All YAML files. */
  readonly files: readonly string[];
}

/** In a repository with more YAML files than this, only those are read whose path speaks of Flux or of clusters. */
const MOST_READ = 5_000;
const SUGGESTIVE = /flux|gotk|sync|cluster|bootstrap|fleet|env|stag|prod/i;

type DirectoryFound = Extract<Found, { kind: 'directory' }>;

/** Searches trees for what Flux is to reconcile; what two of them share is searched once. */
export class FluxSearch {
  readonly #parsed: ParsedBlobs;
  readonly #below = new Map<ObjectId, readonly string[]>();
  readonly #read = new Map<ObjectId, FluxFile>();

  /** @param parsed blobs that were parsed before; grows */
  constructor(parsed: ParsedBlobs) {
    this.#parsed = parsed;
  }

  /** @throws Needs where an object has not been fetched yet */
  in(files: Files): FluxFindings {
    const root = files.find('');
    const paths = root.kind === 'directory' ? this.#yamlBelow(files, root) : [];
    const suggestive = paths.length > MOST_READ ? paths.filter((path) => SUGGESTIVE.test(path)) : paths;
    const read = mapAll(suggestive, (path) => ({ path, ...this.#readFile(files, path) }));
    const sources = new Map<string, Set<string>>();
    for (const { path, sources: own } of read) {
      const known = sources.get(dirname(path)) ?? new Set();
      for (const source of own) known.add(source);
      sources.set(dirname(path), known);
    }
    const documents = read.flatMap(({ path, documents }) =>
      documents.map((document) => {
        const directory = dirname(path);
        const hasSource = document.isInstance || sources.get(directory)?.has(document.source) === true;
        return { ...document, file: path, directory, hasSource };
      }),
    );
    return { documents, files: paths };
  }

  /** @returns paths relative to the directory, in order */
  #yamlBelow(files: Files, directory: DirectoryFound): readonly string[] {
    const known = this.#below.get(directory.id);
    if (known !== undefined) return known;
    const entries = [...files.list(directory)].sort(([a], [b]) => (a < b ? -1 : 1));
    const found = mapAll(entries, ([name, { kind }]) => {
      if (kind === 'file') return /\.ya?ml$/.test(name) ? [name] : [];
      const inner = kind === 'directory' ? files.find(joinPath(directory.path, name) ?? name) : undefined;
      if (inner?.kind !== 'directory') return [];
      return this.#yamlBelow(files, inner).map((path) => `${name}/${path}`);
    }).flat();
    this.#below.set(directory.id, found);
    return found;
  }

  #readFile(files: Files, path: string): FluxFile {
    const file = files.find(path);
    if (file.kind !== 'file') return { documents: [], sources: [] };
    const known = this.#read.get(file.id);
    if (known !== undefined) return known;
    const read = readFluxFile(file.id, files.read(file), this.#parsed);
    this.#read.set(file.id, read);
    return read;
  }
}

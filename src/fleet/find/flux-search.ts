import { createHash } from 'node:crypto';
import { KeptById } from '../../memo/by-id.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { dirname, joinPath } from '../../tree/objects/paths.ts';
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

/** A tree that was searched; what it amounts to is put together when it is asked for. */
interface SearchedTree {
  /** Says the same for trees in which the same is found. */
  readonly key: string;
  readonly findings: () => FluxFindings;
}

/** In a repository with more YAML files than this, only those are read whose path speaks of Flux or of clusters. */
const MOST_READ = 5_000;
const SUGGESTIVE = /flux|gotk|sync|cluster|bootstrap|fleet|env|stag|prod/i;

/**
 * Searches a tree for what Flux is to reconcile. Directories that were searched before, in whichever tree, are not
 * searched again.
 *
 * @param files of a tree as it is: what was found is kept by the ids of its directories
 * @throws Needs where an object has not been fetched yet
 */
export function searchFlux(files: Files): SearchedTree {
  const root = files.find('');
  if (root.kind !== 'directory') return { key: '', findings: () => ({ documents: [], files: [] }) };
  const yaml = yamlBelow(files, root);
  const suggestive = yaml.count > MOST_READ ? SUGGESTIVE : undefined;
  const flux = fluxBelow(files, root, { suggestive });
  return {
    key: `${yaml.key} ${flux.key}`,
    findings: () => ({ documents: documentsIn(flux), files: yaml.paths() }),
  };
}

function documentsIn({ files }: FluxBelow): readonly FoundDocument[] {
  const sources = new Map<string, Set<string>>();
  for (const { path, sources: own } of files) {
    const known = sources.get(dirname(path)) ?? new Set();
    for (const source of own) known.add(source);
    sources.set(dirname(path), known);
  }
  return files.flatMap(({ path, documents }) =>
    documents.map((document) => {
      const directory = dirname(path);
      const hasSource = document.isInstance || sources.get(directory)?.has(document.source) === true;
      return { ...document, file: path, directory, hasSource };
    }),
  );
}

/** The YAML files below a directory. */
interface YamlBelow {
  /** Says the same for directories below which the files have the same names. */
  readonly key: string;
  readonly count: number;
  /** @returns their paths, relative to the directory, in order */
  readonly paths: () => readonly string[];
}

type DirectoryFound = Extract<Found, { kind: 'directory' }>;

const YAML_BELOW = new KeptById<YamlBelow>({ capacity: 100_000 });

/** @throws Needs where a directory has not been fetched yet */
function yamlBelow(files: Files, directory: DirectoryFound): YamlBelow {
  return YAML_BELOW.once(files.memory, directory.id, () => {
    const entries = [...files.list(directory)].sort(([a], [b]) => (a < b ? -1 : 1));
    const found = mapAll(entries, ([name, { kind, id }]): readonly Entry[] => {
      if (kind === 'file') return /\.ya?ml$/.test(name) ? [{ name }] : [];
      if (kind !== 'directory') return [];
      const below = yamlBelow(files, { kind, path: joinPath(directory.path, name) ?? name, id });
      return below.count === 0 ? [] : [{ name, below }];
    }).flat();
    const text = JSON.stringify(found.map(({ name, below }) => [name, below?.key ?? '']));
    return {
      key: createHash('sha1').update(text).digest('hex'),
      count: found.reduce((sum, { below }) => sum + (below?.count ?? 1), 0),
      paths: () => found.flatMap(pathsOf),
    };
  });
}

interface Entry {
  readonly name: string;
  /** Of a directory. */
  readonly below?: YamlBelow;
}

function pathsOf({ name, below }: Entry): readonly string[] {
  return below === undefined ? [name] : below.paths().map((path) => `${name}/${path}`);
}

/** What Flux applies below a directory. */
interface FluxBelow {
  /** Says the same for directories below which Flux finds the same in files of the same names. */
  readonly key: string;
  /** The files that say anything, in the order of their paths, which are relative to the directory. */
  readonly files: readonly (FluxFile & { readonly path: string })[];
}

/** Which files are read. */
interface FluxReading {
  /** Only those whose path, anywhere in it, speaks of Flux or of clusters; all of them where it is not given. */
  readonly suggestive?: RegExp | undefined;
}

const FLUX_BELOW = new KeptById<FluxBelow>({ capacity: 100_000 });
const NOTHING: FluxBelow = { key: '', files: [] };

/** @throws Needs where an object has not been fetched yet */
function fluxBelow(files: Files, directory: DirectoryFound, reading: FluxReading): FluxBelow {
  const { suggestive } = reading;
  return FLUX_BELOW.once(files.memory, `${suggestive === undefined ? 'all' : 'some'} ${directory.id}`, () => {
    const entries = [...files.list(directory)].sort(([a], [b]) => (a < b ? -1 : 1));
    const entriesWithFlux = mapAll(entries, ([name, { kind, id }]): readonly (readonly [string, FluxBelow])[] => {
      if (kind !== 'file' && kind !== 'directory') return [];
      const found = { path: joinPath(directory.path, name) ?? name, id };
      // No word of the expression holds a slash: what fits a path fits one of its names.
      const inner = suggestive?.test(name) === true ? { ...reading, suggestive: undefined } : reading;
      if (kind === 'directory') return [[name, fluxBelow(files, { ...found, kind }, inner)]];
      const isRead = /\.ya?ml$/.test(name) && inner.suggestive === undefined;
      return isRead ? [[name, fluxFile(files, { ...found, kind })]] : [];
    })
      .flat()
      .filter(([, below]) => below.files.length > 0);
    if (entriesWithFlux.length === 0) return NOTHING;
    return {
      key: createHash('sha1')
        .update(JSON.stringify(entriesWithFlux.map(([name, { key }]) => [name, key])))
        .digest('hex'),
      files: entriesWithFlux.flatMap(([name, below]) =>
        below.files.map((file) => ({ ...file, path: file.path === '' ? name : `${name}/${file.path}` })),
      ),
    };
  });
}

function fluxFile(files: Files, file: Extract<Found, { kind: 'file' }>): FluxBelow {
  return FLUX_BELOW.once(files.memory, `file ${file.id}`, () => {
    const read = readFluxFile(file.id, files.read(file), files.memory);
    const isSilent = read.documents.length + read.sources.length === 0;
    return isSilent ? NOTHING : { key: file.id, files: [{ ...read, path: '' }] };
  });
}

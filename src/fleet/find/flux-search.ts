import type { Files } from '../../tree/files/files.ts';
import { dirname } from '../../tree/objects/paths.ts';
import { type FluxBelow, fluxBelow } from './flux-below.ts';
import type { FluxDocument } from './flux-documents.ts';
import { yamlBelow } from './yaml-below.ts';

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

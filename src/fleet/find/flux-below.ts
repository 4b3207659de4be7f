import { createHash } from 'node:crypto';
import { KeptById } from '../../memo/by-id.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { type FluxFile, readFluxFile } from './flux-documents.ts';

/** What Flux applies below a directory. */
export interface FluxBelow {
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

type DirectoryFound = Extract<Found, { kind: 'directory' }>;

const KEPT = new KeptById<FluxBelow>({ capacity: 100_000 });
const NOTHING: FluxBelow = { key: '', files: [] };

/** @throws Needs where an object has not been fetched yet */
export function fluxBelow(files: Files, directory: DirectoryFound, reading: FluxReading): FluxBelow {
  const { suggestive } = reading;
  return KEPT.once(files.memory, `${suggestive === undefined ? 'all' : 'some'} ${directory.id}`, () => {
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
  return KEPT.once(files.memory, `file ${file.id}`, () => {
    const read = readFluxFile(file.id, files.read(file), files.memory);
    const isSilent = read.documents.length + read.sources.length === 0;
    return isSilent ? NOTHING : { key: file.id, files: [{ ...read, path: '' }] };
  });
}

import { createHash } from 'node:crypto';
import { KUSTOMIZATION_FILES } from '../../../kustomize/kustomization/kustomization-file.ts';
import { KeptById } from '../../../memo/by-id.ts';
import type { Files, Found } from '../../../tree/files/files.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { type FluxFile, readFluxFile, SILENT } from './flux-file.ts';

/** What discovery knows of a directory. It shares its parts with those of other trees, as git's trees do. */
export interface YamlDirectory {
  /** Says the same for directories of which the same is known. */
  readonly key: string;
  /** YAML files and kustomizations, by name, in order. */
  readonly files: ReadonlyMap<string, FluxFile>;
  /** Directories that have any of these somewhere below, by name, in order. */
  readonly directories: ReadonlyMap<string, YamlDirectory>;
  /** Whether a file somewhere below says anything of what Flux is to reconcile. */
  readonly speaks: boolean;
  /** How many directories above this one the kustomizations in it may lead, at most. */
  readonly climbs: number;
}

type DirectoryFound = Extract<Found, { kind: 'directory' }>;

const NOTHING: YamlDirectory = { key: '', files: new Map(), directories: new Map(), speaks: false, climbs: 0 };

const DIRECTORIES = new KeptById<YamlDirectory>({ capacity: 100_000 });
const FILES = new KeptById<FluxFile>({ capacity: 200_000 });

/**
 * Reads what a tree says about what Flux is to reconcile. Directories that were read before, in whichever tree, are not
 * read again.
 *
 * @param files of a tree as it is: what was found is kept by the ids of its directories
 * @throws Needs where an object has not been fetched yet
 */
export function yamlTree(files: Files): YamlDirectory {
  const root = files.find('');
  return root.kind === 'directory' ? directoryOf(files, root) : NOTHING;
}

function directoryOf(files: Files, directory: DirectoryFound): YamlDirectory {
  return DIRECTORIES.once(files.memory, directory.id, () => {
    const entries = [...files.list(directory)].sort(([a], [b]) => (a < b ? -1 : 1));
    const own = new Map<string, FluxFile>();
    const directories = new Map<string, YamlDirectory>();
    mapAll(entries, ([name, { kind, id }]) => {
      const path = directory.path === '' ? name : `${directory.path}/${name}`;
      if (kind === 'file' && isYaml(name)) own.set(name, fileOf(files, name, { kind, path, id }));
      if (kind !== 'directory') return;
      const below = directoryOf(files, { kind, path, id });
      if (below !== NOTHING) directories.set(name, below);
    });
    if (own.size + directories.size === 0) return NOTHING;
    const said = [...own, ...directories].map(([name, { key }]) => [name, key]);
    const speaks = [...own.values()].some(isAboutFlux) || [...directories.values()].some((each) => each.speaks);
    const climbs = Math.max(
      0,
      ...[...own.values()].map((each) => each.climbs),
      ...[...directories.values()].map((each) => each.climbs - 1),
    );
    const key = createHash('sha1').update(JSON.stringify(said)).digest('hex');
    return { key, files: own, directories, speaks, climbs };
  });
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/.test(name) || KUSTOMIZATION_FILES.includes(name);
}

/** @returns whether a file says anything beside what a kustomization brings in. */
export function isAboutFlux({ documents, sources, applications, isEmptySync }: FluxFile): boolean {
  return isEmptySync || documents.length + sources.length + applications.length > 0;
}

/** @returns the kustomization of a directory. */
export function kustomizationIn({ files }: YamlDirectory): FluxFile | undefined {
  for (const name of KUSTOMIZATION_FILES) {
    const file = files.get(name);
    if (file !== undefined) return file;
  }
  return undefined;
}

function fileOf(files: Files, name: string, file: Extract<Found, { kind: 'file' }>): FluxFile {
  // What a file is called decides what it is for these alone.
  const role = KUSTOMIZATION_FILES.includes(name) || name.startsWith('gotk-sync') ? ` ${name}` : '';
  return FILES.once(files.memory, `${file.id}${role}`, () => {
    const read = readFluxFile(file.id, name, files.read(file), files.memory);
    return read.key === '' ? SILENT : read;
  });
}

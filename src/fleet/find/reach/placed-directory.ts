import { KeptById } from '../../../memo/by-id.ts';
import type { Memory } from '../../../memo/memory.ts';
import { joinPath, segmentsOf } from '../../../tree/objects/paths.ts';
import type { FluxFile, WrittenSource } from '../search/flux-file.ts';
import type { WrittenFluxKustomization } from '../search/written-flux-kustomization.ts';
import { isAboutFlux, kustomizationIn, type YamlDirectory } from '../search/yaml-tree.ts';
import { type FoundDocument, foundIn, variablesIn, writtenOf } from './found-document.ts';

/** What the files of a directory and of those below say, with their paths in the repository; in the order of these. */
export interface PlacedDirectory {
  readonly documents: readonly FoundDocument[];
  /** Those that say that a cluster is synced from here. */
  readonly statements: readonly FoundDocument[];
  readonly written: readonly WrittenFluxKustomization[];
  /** The files that hold any of these. */
  readonly files: readonly (readonly [path: string, documents: ReadonlySet<FoundDocument>])[];
  readonly sources: readonly (WrittenSource & { readonly file: string })[];
  /** Where `flux bootstrap` has left a file that says nothing. */
  readonly emptySyncs: readonly string[];
  readonly applications: readonly { readonly file: string; readonly kind: string; readonly name: string }[];
  /** Directories with a kustomization of which something may come that speaks of Flux, and what that refers to. */
  readonly kustomizations: readonly (readonly [path: string, targets: readonly Target[]])[];
  /** The names of variables in the paths of FluxKustomizations. */
  readonly variables: readonly string[];
}

/** A path that a kustomization refers to. */
export interface Target {
  readonly path: string;
  readonly segments: readonly string[];
}

const PLACED = new KeptById<PlacedDirectory>({ capacity: 100_000 });

const NOTHING: PlacedDirectory = {
  ...{ documents: [], statements: [], written: [], files: [], sources: [], emptySyncs: [], applications: [] },
  ...{ kustomizations: [], variables: [] },
};

/** @returns what a directory says at a path: the same again for as long as nothing below it says anything else */
export function placedAt(directory: YamlDirectory, path: string, memory: Memory): PlacedDirectory {
  if (isSilent(directory)) return NOTHING;
  return PLACED.once(memory, `${directory.key} ${path}`, () => {
    const parts = partsOf(directory).flatMap(([name, part]): PlacedDirectory | [] => {
      const at = pathBelow(path, name);
      if ('directories' in part) return placedAt(part, at, memory);
      return isAboutFlux(part) ? saidIn(part, at, path) : [];
    });
    return joined([kustomizationAt(path, directory), ...parts]);
  });
}

/** Whether neither a directory nor what its kustomizations lead to says anything of Flux. */
export function isSilent({ speaks, climbs }: YamlDirectory): boolean {
  return !speaks && climbs === 0;
}

/** @returns the path of an entry of a directory */
export function pathBelow(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

function joined(parts: readonly PlacedDirectory[]): PlacedDirectory {
  return {
    documents: allOf(parts.map(({ documents }) => documents)),
    statements: allOf(parts.map(({ statements }) => statements)),
    written: allOf(parts.map(({ written }) => written)),
    files: allOf(parts.map(({ files }) => files)),
    sources: allOf(parts.map(({ sources }) => sources)),
    emptySyncs: allOf(parts.map(({ emptySyncs }) => emptySyncs)),
    applications: allOf(parts.map(({ applications }) => applications)),
    kustomizations: allOf(parts.map(({ kustomizations }) => kustomizations)),
    variables: [...new Set(allOf(parts.map(({ variables }) => variables)))],
  };
}

/** As `flat`, which takes ten times as long. */
function allOf<Item>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const [first = [], ...others] = lists.filter(({ length }) => length > 0);
  return first.concat(...others);
}

function kustomizationAt(path: string, directory: YamlDirectory): PlacedDirectory {
  const references = kustomizationIn(directory)?.references;
  if (references === undefined) return NOTHING;
  const targets = references.flatMap((reference) => joinPath(path, reference) ?? []);
  return { ...NOTHING, kustomizations: [[path, targets.map((each) => ({ path: each, segments: segmentsOf(each) }))]] };
}

function saidIn(said: FluxFile, path: string, directory: string): PlacedDirectory {
  const documents = said.documents.map((document) => foundIn(document, path, directory));
  return {
    documents,
    statements: documents.filter(({ isStatement }) => isStatement),
    written: documents.flatMap((document) => writtenOf(document) ?? []),
    files: documents.length === 0 ? [] : [[path, new Set(documents)]],
    sources: said.sources.map((each) => ({ file: path, ...each })),
    emptySyncs: said.isEmptySync ? [path] : [],
    applications: said.applications.map((each) => ({ file: path, ...each })),
    kustomizations: [],
    variables: documents.flatMap((document) => variablesIn(document.path)),
  };
}

/** Files and directories, as the paths of what is in them are sorted. */
function partsOf({ files, directories }: YamlDirectory): readonly (readonly [string, FluxFile | YamlDirectory])[] {
  const entries = [
    ...[...files].map(([name, part]) => ({ key: name, name, part })),
    ...[...directories].map(([name, part]) => ({ key: `${name}/`, name, part })),
  ];
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ name, part }) => [name, part]);
}

import { isBootstrapSync } from '../../../flux/objects/sync.ts';
import { oncePerText } from '../../../memo/by-value.ts';
import { segmentsOf } from '../../../tree/objects/paths.ts';
import type { FluxDocument } from '../search/flux-file.ts';
import type { WrittenFluxKustomization } from '../search/written-flux-kustomization.ts';
import { isNotRun } from './not-clusters.ts';

/** A FluxKustomization or an instance, and the file that holds it: the same object in all trees that hold the same there. */
export interface FoundDocument extends FluxDocument {
  readonly file: string;
  readonly directory: string;
  /** Kind and name of its source: namespaces are often set by a kustomization only. */
  readonly sourceKey: string;
  /** Of its path. */
  readonly segments: readonly string[];
  /** Whether it says that a cluster is synced from here: `flux bootstrap`, or an instance of flux-operator. */
  readonly isStatement: boolean;
}

/** @returns what a file says, in its place */
export function foundIn(document: FluxDocument, file: string, directory: string): FoundDocument {
  const { path, sourceKind, sourceName, isInstance } = document;
  const isStatement = (isInstance || isBootstrapSync({ ...document, file })) && !isNotRun(file);
  const sourceKey = sameText(`${sourceKind}/${sourceName}`);
  return { ...document, file, directory, sourceKey, segments: segmentsOf(path), isStatement };
}

/** Thousands name one source, and what is one text is compared at once. */
const sameText = oncePerText(10_000, (text) => text);

/** @returns the FluxKustomization that is written there; `undefined` where it is none that is ever applied as it is */
export function writtenOf(document: FoundDocument): WrittenFluxKustomization | undefined {
  const { name, namespace, path, source, sourceName, file, line, isInstance } = document;
  // What names no source is a patch of one that does.
  if (isInstance || sourceName === '' || isNotRun(file)) return undefined;
  return { name, namespace, path, source, file, line };
}

/** `${NAME}`, with or without a default. */
export const VARIABLE = /\$\{(\w+)(?::?[-=]([^}]*))?\}/g;

/** @returns the names of the variables in a path. */
export function variablesIn(path: string): readonly string[] {
  return path.includes('${') ? [...path.matchAll(VARIABLE)].flatMap(([, name]) => name ?? []) : [];
}

import { basename, joinPath } from '../../tree/objects/paths.ts';
import { lineOf, type Mapping, Scalar } from '../../yaml/node/node.ts';
import { itemsAt } from '../../yaml/node/node-at.ts';

/** What a directory's kustomization file may be called. */
export const KUSTOMIZATION_FILES: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** @returns whether kustomize would take a file for its directory's kustomization. */
export function isKustomizationFile(path: string): boolean {
  return KUSTOMIZATION_FILES.includes(basename(path));
}

/** The lists of a kustomization that bring in other files and directories, as kustomize reads them. */
const LISTS = ['resources', 'bases', 'components'] as const;

export type ListField = (typeof LISTS)[number];

/** An entry of one of those lists. */
export interface KustomizationReference {
  readonly field: ListField;
  readonly index: number;
  readonly text: string;
  /** Relative to the repository; `undefined` where it leads elsewhere. */
  readonly path: string | undefined;
  readonly line: number | undefined;
}

/**
 * Lists what a kustomization refers to as it is written, whether or not it can be built.
 *
 * @param document of the file, which need not be valid
 * @param directory that it stands in
 */
export function kustomizationReferences(document: Mapping, directory: string): readonly KustomizationReference[] {
  return LISTS.flatMap((field) =>
    itemsAt(document, field).flatMap((item, index) => {
      if (!(item instanceof Scalar)) return [];
      const path = /^[a-z]+:\/\//.test(item.text) ? undefined : joinPath(directory, item.text);
      return [{ field, index, text: item.text, path, line: lineOf(item) }];
    }),
  );
}

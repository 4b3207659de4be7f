import {
  KUSTOMIZATION_FILES,
  type KustomizationReference,
  kustomizationReferences,
  type ListField,
} from '../../kustomize/kustomization/kustomization-file.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { Mapping } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import type { Draft } from '../plan/draft.ts';

/** A kustomization file as an editor sees it. */
export interface KustomizationFile {
  readonly path: string;
  readonly directory: string;
  readonly node: Mapping;
  readonly entries: readonly KustomizationReference[];
}

/** @returns the kustomization file of a directory, or undefined where there is none that can be read. */
export function kustomizationIn(draft: Draft, directory: string): KustomizationFile | undefined {
  const paths = KUSTOMIZATION_FILES.flatMap((name) => joinPath(directory, name) ?? []);
  const path = paths.find((each) => draft.files.find(each).kind === 'file');
  const [node] = path === undefined ? [] : parseYaml(new Source(bare(draft.read(path)))).documents;
  if (path === undefined || !(node instanceof Mapping)) return undefined;
  return { path, directory, node, entries: kustomizationReferences(node, directory) };
}

/** A kustomization with no other field fails to build without its list: the list is kept, empty. */
export function emptiedList({ node }: KustomizationFile, field: ListField): 'gone' | 'brackets' {
  return [...node.entries.keys()].every((each) => each === field || /^(apiVersion|kind|metadata)$/.test(each))
    ? 'brackets'
    : 'gone';
}

/** Fields by which a kustomization makes things of its own. */
const MAKES = ['configMapGenerator', 'secretGenerator', 'generators', 'helmCharts', 'helmChartInflationGenerator'];

/** @returns whether a kustomization names things, and makes none of its own */
export function isListOfThings({ node }: KustomizationFile): boolean {
  return MAKES.every((key) => node.get(key) === undefined);
}

function bare(text: string | undefined): string {
  return text?.replace(/^\ufeff/, '') ?? '';
}

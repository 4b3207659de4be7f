import { KUSTOMIZATION_FILES } from '../../kustomize/kustomization/load-kustomization.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { Mapping, Scalar, Sequence } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import type { Draft } from '../plan/draft.ts';

/** The lists of a kustomization that name other things. */
export const LISTS = ['resources', 'components', 'bases'] as const;
export type ListKey = (typeof LISTS)[number];

/** One reference of a kustomization. */
export interface Entry {
  readonly key: ListKey;
  readonly index: number;
  readonly text: string;
  /** Where it leads, normalised; undefined outside the repository. */
  readonly path: string | undefined;
}

/** A kustomization file as an editor sees it. */
export interface KustomizationFile {
  readonly path: string;
  readonly directory: string;
  readonly node: Mapping;
  readonly entries: readonly Entry[];
}

/** @returns the kustomization file of a directory, or undefined where there is none that can be read. */
export function kustomizationIn(draft: Draft, directory: string): KustomizationFile | undefined {
  const paths = KUSTOMIZATION_FILES.flatMap((name) => joinPath(directory, name) ?? []);
  const path = paths.find((each) => draft.files.find(each).kind === 'file');
  const [node] = path === undefined ? [] : parseYaml(new Source(bare(draft.read(path)))).documents;
  if (path === undefined || !(node instanceof Mapping)) return undefined;
  return { path, directory, node, entries: LISTS.flatMap((key) => entriesOf(node, key, directory)) };
}

function entriesOf(node: Mapping, key: ListKey, directory: string): readonly Entry[] {
  const list = node.get(key);
  if (!(list instanceof Sequence)) return [];
  return list.items.flatMap((item, index) =>
    item instanceof Scalar ? [{ key, index, text: item.text, path: joinPath(directory, item.text) }] : [],
  );
}

/** A kustomization that says nothing else fails to build without its list: the list stays, empty. */
export function emptiedList({ node }: KustomizationFile, key: ListKey): 'gone' | 'brackets' {
  return [...node.entries.keys()].every((each) => each === key || /^(apiVersion|kind|metadata)$/.test(each))
    ? 'brackets'
    : 'gone';
}

function bare(text: string | undefined): string {
  return text?.replace(/^\ufeff/, '') ?? '';
}

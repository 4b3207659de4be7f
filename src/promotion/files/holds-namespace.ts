import { Mapping } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { textIn } from '../plan/document-part.ts';
import type { Draft } from '../plan/draft.ts';

/** @returns whether a file holds Namespaces and nothing else: what a namespace's list needs before any unit in it */
export function holdsNamespace(draft: Draft, path: string | undefined): boolean {
  if (path === undefined || draft.files.find(path).kind !== 'file') return false;
  const { documents } = parseYaml(new Source((draft.read(path) ?? '').replace(/^\ufeff/, '')), 'lenient');
  const objects = documents.filter((node) => node instanceof Mapping);
  return objects.length > 0 && objects.every((node) => textIn(node, 'kind') === 'Namespace');
}

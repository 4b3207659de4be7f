import { kindName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { lineOf, type Node, Sequence } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import type { Draft } from '../plan/draft.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/** Where a ResourceSet is written, whose inputs can be edited there. */
export interface WrittenSet {
  readonly path: string;
  /** Which document of the file it is. */
  readonly index: number;
  readonly document: Node;
}

/** @throws PromotionRefusal where the inputs do not stand in the file as the cluster has them */
export function writtenSet(draft: Draft, set: Resource): WrittenSet {
  const { path, line } = set.trail.origin;
  const text = draft.read(path) ?? refuse(`${path} does not exist`);
  const { documents } = parseYaml(new Source(text.replace(/^\ufeff/, '')));
  const index = documents.findIndex((node) => lineOf(node) === line && textAt(node, 'kind') === set.kind);
  const document = documents[index];
  const [written, own] = [document, set.node].map((node) => nodeAt(node, 'spec', 'inputs'));
  const isWritten = written instanceof Sequence && own instanceof Sequence && written.items.length === own.items.length;
  return document !== undefined && isWritten ? { path, index, document } : refuseUnwritten(set);
}

export function refuseUnwritten(set: Resource): never {
  const { path } = set.trail.origin;
  refuse(`the inputs of ${kindName(set)} do not stand in ${path} as a list`, 'Make this change by hand.');
}

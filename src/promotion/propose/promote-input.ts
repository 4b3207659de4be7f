import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import { listed } from '../../text/counted.ts';
import { Mapping, Sequence } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { addMapping } from '../../yaml/splice/add-mapping.ts';
import { refuseUnwritten, writtenSet } from '../files/written-set.ts';
import { reviewInputs } from '../outcome/review-inputs.ts';
import { inputNamed, inputsNamed, type SetInput, sameSetIn } from '../places/set-inputs.ts';
import { Draft } from '../plan/draft.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { Promotion } from '../plan/promotion.ts';

/** What is asked for, and where it shall run. */
interface InputRequest {
  readonly asked: string;
  readonly targets: readonly ClusterInventory[];
  /** The cluster to take it from. */
  readonly source: ClusterInventory | undefined;
}

/**
 * Plans to give clusters an input of a ResourceSet that another cluster has: an item of the list in their own ResourceSet
 * of the same name, with the values that it has there.
 *
 * @returns `undefined` where nothing of that name is an input, or a target has no such ResourceSet
 * @throws PromotionRefusal where the list cannot be edited, or the edit would do more
 * @throws Needs where an object has not been fetched yet
 */
export function promoteInput(fleet: Fleet, { asked, targets, source }: InputRequest): Promotion | undefined {
  const found = inputsNamed(fleet, asked).filter(({ cluster }) => source === undefined || cluster === source);
  const from = found.find(({ set }) => targets.every((target) => sameSetIn(target, set) !== undefined));
  if (from === undefined || targets.length === 0) return undefined;
  const lacking = targets.flatMap((target) => {
    const set = sameSetIn(target, from.set);
    return set === undefined || inputNamed(set, asked) >= 0 ? [] : [{ target, set }];
  });
  if (lacking.length === 0) {
    const names = targets.map(({ cluster }) => cluster.name).join(', ');
    return { kind: 'nothing', reason: `${asked} already is an input of ${kindName(from.set)} in ${names}` };
  }
  const draft = new Draft(fleet.tree);
  const item = itemOf(draft, from);
  for (const { set } of lacking) {
    const { path, index } = writtenSet(draft, set);
    draft.splice(path, (text) => addMapping(text, { document: index, steps: ['spec', 'inputs'] }, item));
  }
  const sets = new Map(lacking.map(({ target, set }) => [target.cluster.name, set]));
  const clusters = [...sets.keys()];
  return {
    kind: 'planned',
    title: `Promote ${asked} to ${clusters.join(' and ')}`,
    subject: asked,
    clusters,
    source: from.cluster.cluster.name,
    edits: draft.edits,
    gained: reviewInputs(fleet, draft, { sets, verb: 'gain' }).flatMap(([cluster, { gained }]) =>
      gained.map(({ kind, namespace = '', name }) => ({ cluster, kind, namespace, name })),
    ),
    ...{ aligned: [], values: [], lost: [], needs: [], unreferenced: [] },
    notes: [
      `${kindName(from.set)} gets the input as ${from.cluster.cluster.name} has it: ${listed([...item.entries.keys()])}. Check its values.`,
    ],
  };
}

/** As it is written, with its variables. */
function itemOf(draft: Draft, { set, at }: SetInput): Mapping {
  const { document } = writtenSet(draft, set);
  const inputs = nodeAt(document, 'spec', 'inputs');
  const item = inputs instanceof Sequence ? inputs.items[at] : undefined;
  return item instanceof Mapping ? item : refuseUnwritten(set);
}

import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import { removeItem } from '../../yaml/splice/remove-item.ts';
import { writtenSet } from '../files/written-set.ts';
import { outcomeOf } from '../outcome/outcome.ts';
import { reviewInputs } from '../outcome/review-inputs.ts';
import { inputsNamed, type SetInput } from '../places/set-inputs.ts';
import { Draft } from '../plan/draft.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { PlannedPromotion } from '../plan/promotion.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { lostObjects, unreferencedFiles } from './lost-by.ts';

/** What is to go, and from where. */
interface InputRequest {
  readonly asked: string;
  readonly targets: readonly ClusterInventory[];
  /** Deletes the files that are no longer referenced. */
  readonly clean: boolean;
}

/**
 * Plans to take an input of a ResourceSet from clusters: what a promotion of that input has added goes, and every other byte
 * stays.
 *
 * @returns `undefined` where nothing of that name is an input of a target
 * @throws PromotionRefusal where the list cannot be edited, or the edit would do more
 * @throws Needs where an object has not been fetched yet
 */
export function demoteInput(fleet: Fleet, { asked, targets, clean }: InputRequest): PlannedPromotion | undefined {
  const found = inputsNamed(fleet, asked).filter(({ cluster }) => targets.includes(cluster));
  if (found.length === 0) return undefined;
  refuseSeveral(found, asked);
  const draft = new Draft(fleet.tree);
  for (const { set, at } of found) {
    const { path, index } = writtenSet(draft, set);
    draft.splice(path, (text) => removeItem(text, { document: index, steps: ['spec', 'inputs'] }, at, 'brackets'));
  }
  const sets = new Map(found.map(({ cluster, set }) => [cluster.cluster.name, set]));
  const reviewed = reviewInputs(fleet, draft, { sets, verb: 'lose' });
  const unreferenced = unreferencedFiles(outcomeOf(fleet, draft.tree), draft);
  if (clean) {
    for (const path of unreferenced) draft.write(path, undefined);
    reviewInputs(fleet, draft, { sets, verb: 'lose' });
  }
  const clusters = [...sets.keys()];
  return {
    kind: 'planned',
    title: `Demote ${asked} from ${clusters.join(' and ')}`,
    ...{ subject: asked, clusters, source: undefined, edits: draft.edits },
    ...{
      gained: [],
      aligned: [],
      values: [],
      lost: reviewed.flatMap(([name, each]) => lostObjects(name, each)),
      needs: [],
      notes: [],
    },
    unreferenced: clean ? [] : unreferenced,
  };
}

/** @throws PromotionRefusal where it is not clear which one is meant */
function refuseSeveral(found: readonly SetInput[], asked: string): void {
  for (const { cluster, set } of found) {
    const other = found.find((each) => each.cluster === cluster && each.set !== set);
    if (other === undefined) continue;
    const sets = `${kindName(set)} and ${kindName(other.set)}`;
    refuse(`${asked} is an input of ${sets} in ${cluster.cluster.name}`, 'Remove the one that you mean by hand.');
  }
}

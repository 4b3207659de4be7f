import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import { type Inclusion, inclusionKey, inclusionOf } from '../places/inclusion.ts';
import { kustomizationIn } from '../places/kustomization-file.ts';
import { sourceFor } from '../places/source-and-targets.ts';
import type { Subject } from '../places/subject.ts';
import { territoryOf } from '../places/territory.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { Plan, Way } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { addDocument } from './add-document.ts';
import { addEntry } from './add-entry.ts';
import { addOverlay } from './add-overlay.ts';
import { moveToOwnSet, needsOwnSet } from './move-to-own-set.ts';

/**
 * Edits a plan so that clusters come to run a subject: each as its source includes it, or all by a set of its own.
 *
 * @param given the source for all of them, where one was named
 * @throws PromotionRefusal where a source's own tree does not decide it, or the target's cannot be edited
 */
export function addToClusters(
  plan: Plan,
  subject: Subject,
  from: ClusterInventory,
  targets: readonly ClusterInventory[],
  given?: ClusterInventory,
): void {
  if (needsOwnSet(plan, subject, from, targets)) {
    moveToOwnSet(plan, subject, from, targets);
    return;
  }
  for (const target of targets) {
    const source = given ?? sourceFor(plan.fleet, subject, target);
    const way = { source, target };
    const seen = new Set<string>();
    for (const object of missingObjects(plan.fleet, subject, target, source)) {
      const inclusion = whereThereIsAList(plan, inclusionIn(plan, object, way, !subject.isObject), way);
      if (seen.has(inclusionKey(inclusion))) continue;
      seen.add(inclusionKey(inclusion));
      if (inclusion.kind === 'entry') addEntry(plan, inclusion, way);
      else if (inclusion.kind === 'overlay') addOverlay(plan, inclusion.directory, way);
      else addDocument(plan, inclusion, way);
    }
  }
}

/** A list in an overlay that the target lacks comes with the overlay. */
function whereThereIsAList(plan: Plan, inclusion: Inclusion, { source, target }: Way): Inclusion {
  if (inclusion.kind !== 'entry' || inclusion.within === undefined) return inclusion;
  const list = territoryOf(source, target, plan.fleet.clusters).counterpart(inclusion.list.directory);
  const isThere = list !== undefined && kustomizationIn(plan.draft, list) !== undefined;
  return isThere ? inclusion : { kind: 'overlay', directory: inclusion.within };
}

function inclusionIn(
  plan: Plan,
  object: InventoryObject,
  way: { source: ClusterInventory; target: ClusterInventory },
  isWhole: boolean,
): Inclusion {
  const found = inclusionOf(
    plan,
    object,
    way.source.inventory,
    territoryOf(way.source, way.target, plan.fleet.clusters),
    isWhole,
  );
  const { kind, name } = object.resource;
  return (
    found ??
    refuse(
      `nothing in ${way.source.cluster.name}'s own tree brings ${kind} ${name} in: it comes with what ${way.target.cluster.name} shares or builds otherwise`,
      'Make this change by hand.',
    )
  );
}

/**
 * @returns the subject's objects that a source cluster has and the target lacks; none where it runs there in any form,
 *   as what a variant leaves out is a decision
 */
export function missingObjects(
  fleet: Fleet,
  subject: Subject,
  target: ClusterInventory,
  source?: ClusterInventory,
): readonly InventoryObject[] {
  if (target.inventory.objects.some(subject.has)) return [];
  const there = new Set(target.inventory.objects.map(({ resource }) => objectKey(resource)));
  const from = source ?? sourceFor(fleet, subject, target);
  return from.inventory.objects.filter((object) => subject.has(object) && !there.has(objectKey(object.resource)));
}

import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import { areVariants } from '../places/homes.ts';
import { type Inclusion, inclusionKey, inclusionOf } from '../places/inclusion.ts';
import { kustomizationIn } from '../places/kustomization-file.ts';
import { overlayText, settleReference } from '../places/settle-reference.ts';
import { sourceFor } from '../places/source-and-targets.ts';
import type { Subject } from '../places/subject.ts';
import { territoryOf } from '../places/territory.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { addDocument } from './add-document.ts';
import { addEntry } from './add-entry.ts';
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
    const route = { source, target };
    const seen = new Set<string>();
    for (const object of missingObjects(plan.fleet, subject, target, source)) {
      const inclusion = whereThereIsAList(plan, inclusionIn(plan, object, route, !subject.isObject), route);
      if (seen.has(inclusionKey(inclusion))) continue;
      seen.add(inclusionKey(inclusion));
      if (inclusion.kind === 'entry') addEntry(plan, inclusion, route);
      else if (inclusion.kind === 'overlay') addOverlay(plan, inclusion.directory, route);
      else addDocument(plan, inclusion, route);
    }
  }
}

/** A list in an overlay that the target lacks is added with the overlay. */
function whereThereIsAList(plan: Plan, inclusion: Inclusion, { source, target }: Route): Inclusion {
  if (inclusion.kind !== 'entry' || inclusion.within === undefined) return inclusion;
  const list = territoryOf(source, target, plan.fleet.clusters).counterpart(inclusion.list.directory);
  const isThere = list !== undefined && kustomizationIn(plan.draft, list) !== undefined;
  return isThere ? inclusion : { kind: 'overlay', directory: inclusion.within };
}

function inclusionIn(plan: Plan, object: InventoryObject, route: Route, isWhole: boolean): Inclusion {
  const found = inclusionOf(
    plan,
    object,
    route.source.inventory,
    territoryOf(route.source, route.target, plan.fleet.clusters),
    isWhole,
  );
  const { kind, name } = object.resource;
  return (
    found ??
    refuse(
      `nothing in ${route.source.cluster.name}'s own tree adds ${kind} ${name}: it comes from files that ${route.target.cluster.name} shares or builds differently`,
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

/**
 * Gives the target a directory that is applied because it exists, as in the source: a copy if that was asked for,
 * otherwise one that refers to what both share.
 *
 * @throws PromotionRefusal where nothing is shared, or the target has the directory already
 */
function addOverlay(plan: Plan, directory: string, route: Route): void {
  const name = route.target.cluster.name;
  const to = territoryOf(route.source, route.target, plan.fleet.clusters).counterpart(directory);
  if (to === undefined || to === directory) refuse(`${name} has nothing that corresponds to ${directory}`);
  if (plan.draft.files.find(to).kind !== 'absent')
    refuse(`${to} already exists, but does not add what ${directory} adds`, 'Complete it by hand.');
  const path = settleReference(plan, directory, route);
  if (path === to) return;
  // What an overlay makes something else of is no base that would do without it.
  if (!areVariants(directory, path, plan.fleet))
    refuse(
      `${route.source.cluster.name} runs its own ${directory}, and ${name} has none`,
      `--overlay creates ${to} from it, for you to review.`,
    );
  plan.draft.write(`${to}/kustomization.yaml`, overlayText(to, path));
}

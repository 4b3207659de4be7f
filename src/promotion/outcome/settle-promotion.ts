import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import { addToClusters, missingObjects } from '../edits/add-to-clusters.ts';
import { areVariants } from '../places/homes.ts';
import { findSubject, type Subject } from '../places/subject.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { Plan } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { checkOutcome } from './check-outcome.ts';
import { needsOf } from './needs-of.ts';
import { type ClusterOutcome, outcomeOf } from './outcome.ts';

/**
 * Renders a promotion and checks that it does only what was asked: nothing else is gained, every target gains
 * something. Adds what it needs there, if that was asked for and is certain.
 *
 * @param subjects what may be gained; grows
 * @throws PromotionRefusal naming what is wrong
 */
export function settlePromotion(
  plan: Plan,
  subjects: Subject[],
  targets: readonly ClusterInventory[],
  from: ClusterInventory,
  withPrerequisites: boolean,
) {
  for (let round = 0; ; round++) {
    const { edits, tree } = plan.draft;
    const outcomes = outcomeOf(plan.fleet, tree);
    const gains = ({ before, gained }: ClusterOutcome) =>
      targets.includes(before)
        ? gained.filter((object) => isAllowedGain(object, plan, subjects)).map(({ resource }) => objectKey(resource))
        : [];
    checkOutcome(outcomes, { gains: (outcome) => new Set(gains(outcome)), losses: () => new Set() });
    const gained = outcomes.flatMap(gainedObjects);
    for (const { cluster } of targets)
      if (!gained.some((object) => object.cluster === cluster.name)) refuse(notGained(outcomes, cluster.name));
    const needs = outcomes.flatMap((outcome) => needsOf(outcome, from));
    const next = needs.filter(({ promotable }) => promotable !== undefined);
    if (!withPrerequisites || next.length === 0 || round > 5)
      return { edits, gained, lost: [], needs, notes: [...plan.notes, ...secretNotes(outcomes)], unreferenced: [] };
    const names = new Set(next.map(({ promotable, object }) => promotable ?? object));
    for (const name of names) bringIn(plan, name, subjects, from, targets);
  }
}

function bringIn(
  plan: Plan,
  asked: string,
  subjects: Subject[],
  from: ClusterInventory,
  targets: readonly ClusterInventory[],
): void {
  const subject = findSubject(plan.fleet, asked);
  if (subjects.some(({ name }) => name === subject.name)) refuse(`${asked} cannot be added with the rest`);
  subjects.push(subject);
  const lacking = targets.filter((target) => missingObjects(plan.fleet, subject, target, from).length > 0);
  addToClusters(plan, subject, from, lacking);
}

/** A target whose root does not build shows nothing of what it would gain. */
function notGained(outcomes: readonly ClusterOutcome[], name: string): string {
  const unresolved = outcomes.find(({ before }) => before.cluster.name === name)?.review.unresolved[0];
  return unresolved === undefined
    ? `${name} would gain nothing from this edit`
    : `${name} is already only partly rendered, so what it would gain is unknown: ${unresolved.message}`;
}

function gainedObjects({ before, gained }: ClusterOutcome) {
  return gained.map(({ resource: { kind, namespace, name } }) => ({
    cluster: before.cluster.name,
    kind,
    namespace,
    name,
  }));
}

/** A Secret that comes with what is shared is encrypted for those who had it. */
function secretNotes(outcomes: readonly ClusterOutcome[]): readonly string[] {
  return outcomes.flatMap(({ before, gained }) =>
    gained
      .filter(({ resource }) => resource.kind === 'Secret')
      .map(
        ({ resource }) =>
          `Secret ${resource.name} is included: make sure that ${before.cluster.name} may have it and can decrypt it.`,
      ),
  );
}

/**
 * Whether a gained object is what was asked for: an object that the subject has elsewhere, one that only the target's
 * variant of it brings, or the FluxKustomization or manifest that was copied to add it.
 */
function isAllowedGain(object: InventoryObject, plan: Plan, subjects: readonly Subject[]): boolean {
  const identity = objectKey(object.resource);
  const isOfSubject = plan.fleet.clusters.some(({ inventory }) =>
    inventory.objects.some((each) => objectKey(each.resource) === identity && subjects.some(({ has }) => has(each))),
  );
  if (isOfSubject) return true;
  const { origin } = object.resource.trail;
  if (plan.copied.includes(origin.path)) return isFluxKustomization(object.resource);
  const paths = [origin.path, object.root.directory];
  for (let link = object.resource.trail.via; link !== undefined; link = link.next) paths.push(link.directory);
  const by = plan.variants.filter((variant) => paths.some((path) => isWithin(path, variant)));
  if (by.some((variant) => isWithin(origin.path, variant) || isVariantOf(variant, plan.fleet, subjects))) return true;
  return by.length > 0 && !isOfAnother(identity, plan.fleet);
}

/** An overlay of the subject adds its variant there; one of a whole set also adds other things. */
function isVariantOf(variant: string, fleet: Fleet, subjects: readonly Subject[]): boolean {
  const objects = fleet.clusters.flatMap(({ inventory }) => inventory.objects);
  const units = new Set(
    objects.filter((each) => subjects.some(({ has }) => has(each))).flatMap((each) => fleet.units.of(each) ?? []),
  );
  return [...units].some((unit) => fleet.units.directoriesOf(unit).some((each) => areVariants(each, variant, fleet)));
}

function isOfAnother(identity: string, { clusters, units }: Fleet): boolean {
  return clusters.some(({ inventory }) =>
    inventory.objects.some((each) => objectKey(each.resource) === identity && units.of(each) !== undefined),
  );
}

import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindName, objectKey } from '../../kubernetes/facts/object-ref.ts';
import { removeEmptied } from '../edits/removal/remove-emptied.ts';
import { removeFrom } from '../edits/removal/remove-from.ts';
import { checkOutcome } from '../outcome/check-outcome.ts';
import { type ClusterOutcome, outcomeOf } from '../outcome/outcome.ts';
import { refuseAlong } from '../outcome/refuse-along.ts';
import { comesFrom } from '../places/homes.ts';
import { findPromotable } from '../places/promotable.ts';
import { targetsFor } from '../places/source-and-targets.ts';
import type { Subject } from '../places/subject.ts';
import { Draft } from '../plan/draft.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { PlannedPromotion, Promotion } from '../plan/promotion.ts';
import { orRefused, refuse } from '../plan/promotion-refusal.ts';
import { demoteInput } from './demote-input.ts';
import { lostObjects, unreferencedFiles } from './lost-by.ts';

export interface DemoteRequest {
  readonly asked: string;
  readonly clusters: readonly string[];
  /** Deletes the shared files that are no longer referenced. */
  readonly clean?: boolean | undefined;
}

/**
 * Plans the edits that make a cluster stop running something: only its references are removed. The result is rendered,
 * and refused unless exactly what was asked for is lost.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function demote(fleet: Fleet, request: DemoteRequest): Promotion {
  return orRefused(() => {
    const plan = planned(fleet, request);
    if (plan.kind !== 'planned' || request.clean === true) return plan;
    return { ...plan, unreferenced: [...new Set([...plan.unreferenced, ...leftFor(fleet, request, plan)])].sort() };
  });
}

/** @returns the files that `--clean` would also delete, so that one answer says it */
function leftFor(fleet: Fleet, request: DemoteRequest, { edits }: PlannedPromotion): readonly string[] {
  const whole = orRefused(() => planned(fleet, { ...request, clean: true }));
  if (whole.kind !== 'planned') return [];
  const gone = edits.filter(({ after }) => after === undefined).map(({ path }) => path);
  return whole.edits.filter(({ path, after }) => after === undefined && !gone.includes(path)).map(({ path }) => path);
}

function planned(fleet: Fleet, request: DemoteRequest): Promotion {
  const targets = targetsFor(fleet, request.clusters, false);
  const byInput = demoteInput(fleet, { asked: request.asked, targets, clean: request.clean === true });
  if (byInput !== undefined) return byInput;
  const subject = findPromotable(fleet, request.asked);
  const having = targets.filter(({ inventory }) => inventory.objects.some(subject.has));
  const clusters = having.map(({ cluster }) => cluster.name);
  if (having.length === 0) {
    const names = targets.map(({ cluster }) => cluster.name).join(', ');
    return { kind: 'nothing', reason: `${subject.name} does not run in ${names}` };
  }
  const draft = new Draft(fleet.tree);
  const done = new Set<string>();
  const gone = having.flatMap((target) => removeFrom({ fleet, draft }, subject, target, request.clean === true, done));
  const allowed = { subject, clusters, gone };
  const outcomes = checked(fleet, draft, allowed);
  const unreferenced = unreferencedFiles(outcomes, draft);
  if (request.clean === true) {
    for (const path of unreferenced) draft.write(path, undefined);
    for (const target of having) removeEmptied({ fleet, draft }, target);
    checked(fleet, draft, allowed);
  }
  return {
    kind: 'planned',
    title: `Demote ${subject.name} from ${clusters.join(' and ')}`,
    ...{ subject: subject.name, clusters, source: undefined, edits: draft.edits },
    ...{
      gained: [],
      aligned: [],
      values: [],
      lost: outcomes.flatMap(({ before, review }) => lostObjects(before.cluster.name, review)),
      needs: [],
      notes: [],
    },
    unreferenced: request.clean === true ? [] : unreferenced,
  };
}

/** What may be lost: the subject in these clusters, and what is only in overlays that are deleted. */
interface Losing {
  readonly subject: Subject;
  readonly clusters: readonly string[];
  readonly gone: readonly string[];
}

function checked(fleet: Fleet, draft: Draft, losing: Losing): readonly ClusterOutcome[] {
  const { subject, clusters } = losing;
  const outcomes = outcomeOf(fleet, draft.tree);
  refuseAlong(outcomes, { does: 'lose', objects: ({ review }) => review.lost, clusters, edits: draft.edits });
  checkOutcome(outcomes, { gains: () => new Set(), losses: (outcome) => lossesOf(outcome, losing) });
  for (const { before, after } of outcomes) {
    const left = clusters.includes(before.cluster.name) ? after.objects.find(subject.has) : undefined;
    if (left !== undefined) refuse(`${kindName(left.resource)} would still run in ${before.cluster.name}`);
  }
  return outcomes;
}

/** The subject's objects, and the FluxKustomizations that add nothing else. */
function lossesOf(
  { before, after }: ClusterOutcome,
  { subject, clusters, gone: overlays }: Losing,
): ReadonlySet<string> {
  if (!clusters.includes(before.cluster.name)) return new Set();
  const left = new Set(after.roots.map(({ name }) => name));
  const roots = before.inventory.roots.filter(({ name, flux }) => flux !== undefined && !left.has(name));
  const gone = roots.flatMap(({ flux }) => (flux === undefined ? [] : [objectKey(flux.resource)]));
  const standsIn = (object: InventoryObject) => overlays.some((directory) => comesFrom(object, directory));
  const own = before.inventory.objects.filter((object) => subject.has(object) || standsIn(object));
  return new Set([...own.map(({ resource }) => objectKey(resource)), ...gone]);
}

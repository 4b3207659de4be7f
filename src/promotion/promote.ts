import type { InventoryObject } from '../flux/inventory.ts';
import { addDocument } from './add-document.ts';
import { addEntry } from './add-entry.ts';
import { checkOutcome } from './check-outcome.ts';
import { Draft } from './draft.ts';
import { type Fleet, type FleetCluster, identityOf } from './fleet.ts';
import { type Inclusion, inclusionKey, inclusionOf } from './inclusion.ts';
import { isAllowedGain } from './is-allowed-gain.ts';
import { moveToBaseline } from './move-to-baseline.ts';
import { moveToOwnSet, needsOwnSet } from './move-to-own-set.ts';
import type { Need } from './need.ts';
import { needsOf } from './needs-of.ts';
import { type ClusterOutcome, outcomeOf } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { Promotion } from './promotion.ts';
import { PromotionRefusal, refuse } from './promotion-refusal.ts';
import { findCluster, sourceFor, targetsFor } from './source-and-targets.ts';
import { findSubject, type Subject } from './subject.ts';
import { territoryOf } from './territory.ts';

export interface PromoteRequest {
  /** A unit, `kind/name` or a path. */
  readonly asked: string;
  /** Cluster names, or `all`; without any only with `toBaseline`. */
  readonly clusters: readonly string[];
  readonly from?: string | undefined;
  readonly overlay?: boolean | undefined;
  readonly toBaseline?: boolean | undefined;
  readonly withPrerequisites?: boolean | undefined;
}

/**
 * Plans the edits by which a cluster comes to run what another runs already: the smallest that do, in the places that
 * correspond. The result is rendered, and refused unless it brings exactly what was asked for.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function promote(fleet: Fleet, request: PromoteRequest): Promotion {
  try {
    return planned(fleet, request);
  } catch (error) {
    if (!(error instanceof PromotionRefusal)) throw error;
    return { kind: 'refused', reason: error.message, remedy: error.remedy };
  }
}

function planned(fleet: Fleet, request: PromoteRequest): Promotion {
  if (fleet.clusters.length === 0) refuse('no cluster found', 'Name the clusters in .github/blast-radius.yml.');
  const subject = findSubject(fleet, request.asked);
  const source = request.from === undefined ? undefined : findCluster(fleet, request.from);
  if (source !== undefined && !source.inventory.objects.some(subject.has))
    refuse(`${source.cluster.name} does not run ${subject.name}`);
  const targets = targetsFor(fleet, request.clusters, request.toBaseline === true);
  const lacking = targets.filter((target) => missing(fleet, subject, target, source).length > 0);
  if (lacking.length === 0 && request.toBaseline !== true) return nothing(subject, targets);
  const notes: string[] = [];
  const options = { overlay: request.overlay === true };
  const plan: Plan = { fleet, draft: new Draft(fleet.tree), options, notes, variants: [], copied: [] };
  const from = source ?? sourceFor(fleet, subject, lacking[0] ?? targets[0]);
  if (request.toBaseline === true) moveToBaseline(plan, subject, from);
  else addTo(plan, subject, from, lacking, source);
  const subjects = [subject];
  const settled = settle(plan, subjects, lacking, from, request.withPrerequisites === true);
  return { ...described(request, subject, lacking, from), ...settled };
}

function addTo(
  plan: Plan,
  subject: Subject,
  from: FleetCluster,
  targets: readonly FleetCluster[],
  given?: FleetCluster,
): void {
  if (needsOwnSet(plan, subject, from, targets)) {
    moveToOwnSet(plan, subject, from, targets);
    return;
  }
  for (const target of targets) {
    const source = given ?? sourceFor(plan.fleet, subject, target);
    const way = { source, target };
    const seen = new Set<string>();
    for (const object of missing(plan.fleet, subject, target, source)) {
      const inclusion = inclusionIn(plan, object, way);
      if (seen.has(inclusionKey(inclusion))) continue;
      seen.add(inclusionKey(inclusion));
      if (inclusion.kind === 'entry') addEntry(plan, inclusion, way);
      else addDocument(plan, inclusion, way);
    }
  }
}

function inclusionIn(
  plan: Plan,
  object: InventoryObject,
  way: { source: FleetCluster; target: FleetCluster },
): Inclusion {
  const found = inclusionOf(
    plan,
    object,
    way.source.inventory,
    territoryOf(way.source, way.target, plan.fleet.clusters),
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

/** Brings in what is certain as long as that is asked for, and holds the result to what was asked. */
function settle(
  plan: Plan,
  subjects: Subject[],
  targets: readonly FleetCluster[],
  from: FleetCluster,
  withPrerequisites: boolean,
) {
  for (let round = 0; ; round++) {
    const { edits, tree } = plan.draft;
    const outcomes = outcomeOf(plan.fleet, tree, edits);
    const gains = ({ before, gained }: ClusterOutcome) =>
      targets.includes(before) ? gained.filter((object) => isAllowedGain(object, plan, subjects)).map(identityOf) : [];
    checkOutcome(outcomes, { gains: (outcome) => new Set(gains(outcome)), losses: () => new Set() });
    const gained = outcomes.flatMap(gainedObjects);
    for (const { cluster } of targets)
      if (!gained.some((object) => object.cluster === cluster.name)) refuse(notGained(outcomes, cluster.name));
    const needs = outcomes.flatMap((outcome) => needsOf(outcome, from));
    const next = needs.filter(({ promotable }) => promotable !== undefined);
    if (!withPrerequisites || next.length === 0 || round > 5)
      return { edits, gained, lost: [], needs, notes: [...plan.notes, ...secretNotes(outcomes)], unreferenced: [] };
    for (const need of next) bringIn(plan, need, subjects, from, targets);
  }
}

function bringIn(
  plan: Plan,
  need: Need,
  subjects: Subject[],
  from: FleetCluster,
  targets: readonly FleetCluster[],
): void {
  const subject = findSubject(plan.fleet, need.promotable ?? need.object);
  if (subjects.some(({ name }) => name === subject.name)) refuse(`${need.object} cannot be brought in with the rest`);
  subjects.push(subject);
  const lacking = targets.filter((target) => missing(plan.fleet, subject, target, from).length > 0);
  addTo(plan, subject, from, lacking);
}

/** A target whose root does not build shows nothing of what it would gain. */
function notGained(outcomes: readonly ClusterOutcome[], name: string): string {
  const unresolved = outcomes.find(({ before }) => before.cluster.name === name)?.review.unresolved[0];
  return unresolved === undefined
    ? `${name} would gain nothing by this edit`
    : `${name} does not render whole already, so what it would gain is not known: ${unresolved.message}`;
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
          `Secret ${resource.name} comes along: see that ${before.cluster.name} may have it and can decrypt it.`,
      ),
  );
}

/**
 * @returns the subject's objects that a source cluster has and the target lacks; none where it runs there in any form,
 *   as what a variant leaves out is a decision
 */
function missing(
  fleet: Fleet,
  subject: Subject,
  target: FleetCluster,
  source?: FleetCluster,
): readonly InventoryObject[] {
  if (target.inventory.objects.some(subject.has)) return [];
  const there = new Set(target.inventory.objects.map(identityOf));
  const from = source ?? sourceFor(fleet, subject, target);
  return from.inventory.objects.filter((object) => subject.has(object) && !there.has(identityOf(object)));
}

function nothing(subject: Subject, targets: readonly FleetCluster[]): Promotion {
  const names = targets.map(({ cluster }) => cluster.name).join(', ');
  return { kind: 'nothing', reason: `${subject.name} runs in ${names} already` };
}

function described(request: PromoteRequest, subject: Subject, targets: readonly FleetCluster[], from: FleetCluster) {
  const clusters = targets.map(({ cluster }) => cluster.name);
  const where = request.toBaseline === true ? 'the baseline' : clusters.join(' and ');
  return {
    kind: 'planned' as const,
    title: `Promote ${subject.name} to ${where}`,
    subject: subject.name,
    clusters,
    source: from.cluster.name,
  };
}

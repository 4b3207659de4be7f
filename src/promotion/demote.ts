import type { Lost } from '../radius/review-contract.ts';
import { checkOutcome } from './check-outcome.ts';
import { Draft } from './draft.ts';
import { type Fleet, type FleetCluster, identityOf } from './fleet.ts';
import { type Inclusion, inclusionKey, inclusionOf } from './inclusion.ts';
import { type ClusterOutcome, outcomeOf } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { Promotion } from './promotion.ts';
import { PromotionRefusal, refuse } from './promotion-refusal.ts';
import { removeDocument, removeEntry } from './remove-inclusion.ts';
import { targetsFor } from './source-and-targets.ts';
import { findSubject, kindName, type Subject } from './subject.ts';
import { ownGround } from './territory.ts';
import { unreferencedFiles } from './unreferenced-files.ts';

export interface DemoteRequest {
  readonly asked: string;
  readonly clusters: readonly string[];
  /** Deletes the shared files that nothing refers to any more. */
  readonly clean?: boolean | undefined;
}

/**
 * Plans the edits by which a cluster runs something no more: only its references go. The result is rendered, and
 * refused unless exactly what was asked for is lost.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function demote(fleet: Fleet, request: DemoteRequest): Promotion {
  try {
    return planned(fleet, request);
  } catch (error) {
    if (!(error instanceof PromotionRefusal)) throw error;
    return { kind: 'refused', reason: error.message, remedy: error.remedy };
  }
}

function planned(fleet: Fleet, request: DemoteRequest): Promotion {
  const subject = findSubject(fleet, request.asked);
  const targets = targetsFor(fleet, request.clusters, false);
  const having = targets.filter(({ inventory }) => inventory.objects.some(subject.has));
  const clusters = having.map(({ cluster }) => cluster.name);
  if (having.length === 0) {
    const names = targets.map(({ cluster }) => cluster.name).join(', ');
    return { kind: 'nothing', reason: `${subject.name} does not run in ${names}` };
  }
  const draft = new Draft(fleet.tree);
  for (const target of having) removeFrom({ fleet, draft }, subject, target);
  const outcomes = checked(fleet, draft, subject, clusters);
  const unreferenced = unreferencedFiles(outcomes, draft);
  if (request.clean === true) {
    for (const path of unreferenced) draft.write(path, undefined);
    checked(fleet, draft, subject, clusters);
  }
  return {
    kind: 'planned',
    title: `Demote ${subject.name} from ${clusters.join(' and ')}`,
    ...{ subject: subject.name, clusters, source: undefined, edits: draft.edits },
    ...{ gained: [], lost: outcomes.flatMap(lostObjects), needs: [], notes: [] },
    unreferenced: request.clean === true ? [] : unreferenced,
  };
}

function removeFrom({ fleet, draft }: Pick<Plan, 'fleet' | 'draft'>, subject: Subject, target: FleetCluster): void {
  const ground = ownGround(target, fleet.clusters);
  const inclusions = new Map<string, Inclusion>();
  for (const object of target.inventory.objects.filter(subject.has)) {
    const inclusion = inclusionOf({ fleet, draft }, object, target.inventory, ground);
    const name = target.cluster.name;
    if (inclusion === undefined)
      refuse(
        `${kindName(object)} comes to ${name} with what other clusters share`,
        `Take it out of the shared list, or give ${name} a list of its own.`,
      );
    inclusions.set(inclusionKey(inclusion), inclusion);
  }
  for (const inclusion of inclusions.values()) {
    if (inclusion.kind === 'entry') removeEntry(draft, inclusion.list.directory, inclusion.entry.path);
    else removeDocument(draft, inclusion.path, inclusion.object.resource);
  }
}

function checked(fleet: Fleet, draft: Draft, subject: Subject, clusters: readonly string[]): readonly ClusterOutcome[] {
  const outcomes = outcomeOf(fleet, draft.tree, draft.edits);
  checkOutcome(outcomes, { gains: () => new Set(), losses: (outcome) => lossesOf(outcome, subject, clusters) });
  for (const { before, after } of outcomes) {
    const left = clusters.includes(before.cluster.name) ? after.objects.find(subject.has) : undefined;
    if (left !== undefined) refuse(`${kindName(left)} would still run in ${before.cluster.name}`);
  }
  return outcomes;
}

/** The subject's objects, and the FluxKustomizations that bring nothing else. */
function lossesOf(
  { before, after }: ClusterOutcome,
  subject: Subject,
  clusters: readonly string[],
): ReadonlySet<string> {
  if (!clusters.includes(before.cluster.name)) return new Set();
  const left = new Set(after.roots.map(({ name }) => name));
  const roots = before.inventory.roots.filter(({ name, flux }) => flux !== undefined && !left.has(name));
  const gone = roots.flatMap(({ flux }) => (flux === undefined ? [] : [identityOf(flux)]));
  return new Set([...before.inventory.objects.filter(subject.has).map(identityOf), ...gone]);
}

const HOLDS_DATA = /^(Namespace|CustomResourceDefinition|PersistentVolumeClaim|StatefulSet)$/;

function lostObjects({ before, review }: ClusterOutcome) {
  return review.lost.map((lost: Lost) => ({
    ...{ cluster: before.cluster.name, kind: lost.kind, namespace: lost.namespace ?? '', name: lost.name },
    ...{ effect: lost.effect, hasData: HOLDS_DATA.test(lost.kind) },
  }));
}

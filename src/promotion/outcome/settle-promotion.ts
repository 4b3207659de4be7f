import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { addToClusters, missingObjects } from '../edits/add-to-clusters.ts';
import { findPromotable } from '../places/promotable.ts';
import { findSubject, refuseSet, type Subject } from '../places/subject.ts';
import { filesReadBy } from '../plan/files-read-by.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlannedPromotion } from '../plan/promotion.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { checkOutcome } from './check-outcome.ts';
import { expectedGains } from './expected-gains.ts';
import { needsOf } from './needs-of.ts';
import { type ClusterOutcome, outcomeOf } from './outcome.ts';
import { refuseAlong } from './refuse-along.ts';
import { refuseErrors } from './refuse-errors.ts';
import { stageValuesOf } from './stage-values-of.ts';
import { valueNotes } from './value-notes.ts';

const NONE: ReadonlySet<string> = new Set();

/** Names of prerequisites that are added with a promotion. */
export type Brings = 'all' | 'none' | ReadonlySet<string>;

/** What a promotion does, once it is known to do only that. */
export type Settled = Pick<
  PlannedPromotion,
  'edits' | 'gained' | 'lost' | 'values' | 'needs' | 'notes' | 'unreferenced'
>;

/**
 * Renders a promotion and checks that it does only what was asked: nothing else is gained, every target gains
 * something. Adds what it needs there, if that was asked for and is certain.
 *
 * @param subjects what may be gained; grows
 * @param brings which of what the targets lack is added
 * @throws PromotionRefusal naming what is wrong
 */
export function settlePromotion(
  plan: Plan,
  subjects: Subject[],
  targets: readonly ClusterInventory[],
  from: ClusterInventory,
  sourceOf: (target: ClusterInventory) => ClusterInventory,
  brings: Brings,
): Settled {
  const { units } = plan.fleet;
  const [asked] = subjects;
  const wanted = from.inventory.objects.filter((object) => subjects.some(({ has }) => has(object)));
  const own = new Set(wanted.map((object) => units.of(object)));
  const unitOf = (object: InventoryObject) => (own.has(units.of(object)) ? undefined : units.of(object));
  for (let round = 0; ; round++) {
    const outcomes = withoutUnread(plan);
    const expected = new Map(
      outcomes
        .filter(({ before }) => targets.includes(before))
        .map((outcome) => [outcome, expectedGains(plan, subjects, outcome, sourceOf(outcome.before))]),
    );
    const clusters = targets.map(({ cluster }) => cluster.name);
    refuseAlong(outcomes, { does: 'get', objects: ({ review }) => review.gained, clusters, edits: plan.draft.edits });
    checkOutcome(outcomes, {
      gains: (outcome) => expected.get(outcome)?.keys ?? NONE,
      losses: () => NONE,
      unitOf,
      refuseSet: (names) => {
        if (asked !== undefined) refuseSet(plan.fleet, asked, names);
      },
    });
    const { edits } = plan.draft;
    const gained = outcomes.flatMap(gainedObjects);
    for (const { cluster } of targets)
      if (!gained.some((object) => object.cluster === cluster.name)) refuse(notGained(outcomes, cluster.name));
    for (const each of expected.values()) each.refuseHalf();
    const needs = outcomes.flatMap((outcome) => needsOf(outcome, from));
    const next = needs.filter(({ promotable }) => promotable !== undefined && isBrought(promotable, brings));
    if (next.length === 0 || round > 5) {
      refuseErrors(plan, needs);
      const differences = [...expected.values()].flatMap((each) => each.notes);
      const values = [...expected.keys()].flatMap((outcome) => stageValuesOf(plan, subjects, outcome));
      const unlike = [...expected.keys()].flatMap((outcome) =>
        valueNotes(plan.fleet, outcome, sourceOf(outcome.before)),
      );
      const notes = [...plan.notes, ...differences, ...unlike, ...secretNotes(outcomes)];
      return { edits, gained, lost: [], values, needs, notes, unreferenced: [] };
    }
    const names = new Set(next.map(({ promotable, object }) => promotable ?? object));
    for (const name of names) bringIn(plan, name, subjects, from, targets);
  }
}

/** Takes back the new files that no cluster reads: nothing that is written is without a reference. */
function withoutUnread({ fleet, draft }: Plan): readonly ClusterOutcome[] {
  const outcomes = outcomeOf(fleet, draft.tree);
  const read = new Set(outcomes.flatMap(({ after }) => filesReadBy(after)));
  const unread = draft.edits.filter(({ path, before, after }) => {
    return before === undefined && after !== undefined && !read.has(path);
  });
  for (const { path } of unread) draft.write(path, undefined);
  return unread.length === 0 ? outcomes : outcomeOf(fleet, draft.tree);
}

function isBrought(name: string, brings: Brings): boolean {
  return brings === 'all' || (brings !== 'none' && brings.has(name));
}

function bringIn(
  plan: Plan,
  asked: string,
  subjects: Subject[],
  from: ClusterInventory,
  targets: readonly ClusterInventory[],
): void {
  // One that others wait for is ready once what it brings is.
  const find = asked.startsWith('kustomization/') ? findPromotable : findSubject;
  const subject = find(plan.fleet, asked);
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

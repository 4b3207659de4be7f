import type { InventoryObject } from '../../flux/roots/inventory.ts';
import type { Changed, Gained, Lost } from '../contract/object-change.ts';
import type { NodeChange } from '../diff/field-changes.ts';
import type { BothSides } from '../diff/pair.ts';
import { findRenames } from '../diff/renames.ts';
import { effectOfChange } from '../effects/change-effect.ts';
import { FrozenFields } from '../effects/crd-frozen-fields.ts';
import { ReleaseEffects } from '../effects/helm/release-effects.ts';
import { RetainedVolumes } from '../effects/loss/retained-volumes.ts';
import { certainStates, finalStates } from '../effects/races.ts';
import { rejectionsOf, titlesOf } from '../effects/rejections.ts';
import { type OwnStates, type Stop, stoppedRoots, waitersOf } from '../order/stopped-roots.ts';
import { Application, appliedIn, holdersOf } from './application.ts';
import { ApplyStages } from './apply-stages.ts';
import { type DescribeContext, Describer } from './describer.ts';
import { hasMoved, type SortedPairs } from './sort-pairs.ts';

/** Puts what happens to a cluster's objects into the review's words. */
export function describeChanges(sorted: SortedPairs, context: DescribeContext) {
  const frozen = new FrozenFields(context.before, context.after);
  const releases = new ReleaseEffects(context.before, context.after);
  const volumes = new RetainedVolumes(context.before, context.after);
  const effects = new Map(
    sorted.changed.map((each) => [each, effectOfChange(each, context.states, frozen, releases, volumes)]),
  );
  const rejections =
    context.after === undefined ? new Map() : rejectionsOf(effects, context.states.refused, context.after.controllers);
  const rejected = new Map([...context.rejectedAround, ...titlesOf(rejections)]);
  const stopsBy = (states: OwnStates): ReadonlyMap<string, Stop> =>
    context.after === undefined ? new Map() : stoppedRoots(context.after, states, rejected);
  const stops = stopsBy(finalStates(context.states));
  const certain = stopsBy(certainStates(context.states));
  const waiters = waitersOf(stops);
  const stages = new ApplyStages(certain, rejections, waiters, context.after?.controllers);
  const application = new Application(context.states, certain, stages);
  const stopped = { final: stops, certain, stages, application };
  const describer = new Describer(context, stopped, frozen, releases, volumes);
  const renames = findRenames(sorted.lost, sorted.gained);
  const renamed = new Map([...renames].map(([after, before]) => [before, after]));
  const fields = new Map<Changed | Gained, readonly NodeChange[]>();
  const gained = sorted.gained.map((object) => {
    const described = describer.gained(object, renames.get(object));
    fields.set(described, [{ segments: [], before: undefined, after: object.resource.node }]);
    return described;
  });
  const objects = context.after?.objects ?? [];
  // One root that takes it over is enough.
  const whyLeft = ({ before, after }: BothSides): string | undefined => {
    const why = describer.whyLeftBehind(before, after);
    const isTaken = (holder: InventoryObject) => describer.whyLeftBehind(before, holder) === undefined;
    return why === undefined || holdersOf(after, objects).some(isTaken) ? undefined : why;
  };
  const leftBehind = new Map(
    [...sorted.changed.filter(hasMoved), ...sorted.moved].map((each) => [each, whyLeft(each)] as const),
  );
  const changed = [...effects].flatMap(([change, effect]) => {
    if (leftBehind.get(change) !== undefined) return [];
    const described = describer.changed(change, effect);
    fields.set(described, change.changes);
    return described;
  });
  const left = [...leftBehind].flatMap(([{ before, after }, why]) =>
    why === undefined ? [] : [{ after, told: describer.lost(before, undefined, why) }],
  );
  const lost = [
    ...sorted.lost.map((object) => describer.lost(object, renamed.get(object))),
    ...left.map(({ told }) => told),
  ];
  const gone = left.flatMap(({ after, told }) => (isCertain(told) ? after : []));
  const moved = sorted.moved
    .filter((each) => leftBehind.get(each) === undefined)
    .map(({ before, after }) => describer.moved(before, after));
  const stays = (object: InventoryObject) => describer.stays(object);
  const isOpen = (object: InventoryObject) => describer.isOpen(object);
  return {
    ...{ changes: { gained, lost, changed, moved }, fields, stops, waiters, stays },
    appliedOf: (gained: readonly InventoryObject[], all: readonly InventoryObject[]) =>
      appliedIn({ gained, gone, all }, application, isOpen),
  };
}

function isCertain({ race, undecided, uncertain, stoppedBy }: Lost): boolean {
  return [race, undecided, uncertain, stoppedBy].every((doubt) => doubt === undefined);
}

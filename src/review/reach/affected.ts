import type { Units } from '../../fleet/units/units.ts';
import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { unknownFieldIn } from '../../flux/objects/unknown-field.ts';
import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { fullName, objectKey } from '../../kubernetes/facts/object-ref.ts';
import { placeOfAnyVersion } from '../../tree/sources/mount.ts';
import type { Affected } from '../contract/object-change.ts';
import type { ObjectChange } from '../diff/pair.ts';
import { droppedOwners } from '../effects/dropped-owners.ts';
import { isLeftAlone } from '../effects/exempt.ts';
import { refusedAround } from '../effects/rejections.ts';
import type { RootStates } from '../effects/root-states.ts';
import { type Stop, stoppedRoots } from '../order/stopped-roots.ts';
import type { SecretValues } from '../secrets/secret-values.ts';
import { affectedReleases } from './affected-releases.ts';
import { refOf, staleWorkloads } from './affected-workloads.ts';
import type { ExternalChange } from './external-changes.ts';
import type { ReleaseChange } from './release-change.ts';
import { skippedDefinitions } from './skipped-definitions.ts';
import { standingReleases } from './standing-releases.ts';
import { stoppedRelease } from './stopped-release.ts';

/** What is known of a cluster once its objects are compared. */
interface AffectedContext {
  readonly before: Inventory | undefined;
  readonly after: Inventory;
  /** What `before` is a spoke of, or itself. */
  readonly hubBefore: Inventory | undefined;
  /** The objects about which something can be said, before the merge and after it. */
  readonly objectsBefore: readonly InventoryObject[];
  readonly objects: readonly InventoryObject[];
  /** The objects that stand on both sides and differ. */
  readonly changes: readonly ObjectChange[];
  readonly states: RootStates;
  /** Roots of other repositories that become others. */
  readonly external: readonly ExternalChange[];
  /** What reaches releases from elsewhere. */
  readonly releases: readonly ReleaseChange[];
  readonly stops: ReadonlyMap<string, Stop>;
  /** Whether an object is applied as it is after the merge, or may be. */
  readonly applies: (object: InventoryObject) => boolean;
  readonly secrets: SecretValues;
  /** Names what people promote. */
  readonly units: Units;
}

/** Each finds objects that a change reaches by reference only; their own content stays. */
const FINDERS: readonly ((context: AffectedContext) => readonly Affected[])[] = [
  staleWorkloads,
  affectedReleases,
  affectedExternal,
  affectedRoots,
  affectedByApis,
  skippedDefinitions,
  affectedByOwners,
];

/** @returns the objects of a cluster that a change touches without changing them. */
export function affectedObjects(context: AffectedContext): Affected[] {
  const { after, units } = context;
  const found = FINDERS.flatMap((find) => find(context));
  const stopped = new Set(found.filter(({ effect }) => effect === 'stopped').map(objectKey));
  const waiting = waitingReleases(context);
  const all = found.flatMap((each) => {
    const stop = waiting.get(objectKey(each));
    if (each.effect === 'stopped' || (stop === undefined && !stopped.has(objectKey(each)))) return [each];
    // What else would reach it does not.
    if (stop === undefined || stopped.has(objectKey(each)) || each.effect === 'revised') return [];
    return [
      { ...each, effect: 'stopped' as const, reason: `${each.reason}; it ${stop.reason}, so nothing happens yet` },
    ];
  });
  const known = new Map(all.length === 0 ? [] : after.objects.map((object) => [objectKey(object.resource), object]));
  return all.map((each) => ({ ...each, ...placeIn(known.get(objectKey(each)), units) }));
}

/** Releases that wait for others, also since before the merge. */
function waitingReleases({ after, stops }: AffectedContext): ReadonlyMap<string, Stop> {
  return new Map(
    after.roots.flatMap(({ name, release }) => {
      const stop = release === undefined ? undefined : stops.get(name);
      return release === undefined || stop?.by !== 'another' ? [] : [[objectKey(release.holder.resource), stop]];
    }),
  );
}

function placeIn(object: InventoryObject | undefined, units: Units): Pick<Affected, 'unit' | 'root'> {
  const unit = object && units.of(object);
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(object === undefined ? {} : { root: placeOfAnyVersion(object.root.directory) }),
  };
}

/** FluxKustomizations that bring in something else of another repository. */
function affectedExternal({ external }: AffectedContext): readonly Affected[] {
  return external.map(({ flux, reason }) => ({
    ...refOf(flux.resource),
    reason: flux.suspend ? `${reason}; it is suspended, so nothing happens yet` : reason,
    effect: flux.suspend ? 'suspended' : 'external',
  }));
}

/** FluxKustomizations that come to a stop, are suspended or follow Git again because of the change; releases that come to a stop. */
function affectedRoots({ before, hubBefore = before, after, states, stops }: AffectedContext): readonly Affected[] {
  const stopped = before === undefined ? new Map<string, Stop>() : stoppedBefore(before, hubBefore);
  const known = new Map(before?.roots.map((root) => [root.name, root]));
  return after.roots.flatMap((root): readonly Affected[] => {
    const { flux, release } = root;
    const stop = stopped.has(root.name) ? undefined : stops.get(root.name);
    if (release !== undefined)
      return stop === undefined ? [] : [stoppedRelease(root, release, stop, { after, states })];
    if (flux === undefined) return [];
    const ref = refOf(flux.resource);
    if (stop !== undefined) {
      const reason = stop.by === 'itself' ? `stops, with everything it applies: ${stop.reason}` : stop.reason;
      return [{ ...ref, effect: 'stopped', reason }];
    }
    const was = known.get(root.name);
    const perhaps = was && perhapsSuspended(was, root);
    if (perhaps !== undefined) return [{ ...ref, effect: 'uncertain', reason: perhaps }];
    const resumed = states.resumedIn(root);
    if (resumed !== undefined) {
      const what = isFluxKustomization(resumed) ? 'it' : `\`${fullName(resumed)}\``;
      const reason = `follows Git again: everything merged while ${what} was suspended is applied now, not only this`;
      return [{ ...ref, effect: 'resumed', reason }];
    }
    if (was?.refused !== undefined && root.refused === undefined) {
      const reason =
        'follows Git again: everything merged while its controller did not apply it is applied now, not only this';
      return [{ ...ref, effect: 'resumed', reason }];
    }
    if (was !== undefined && states.isAwaited(root) && states.isPaused(root) && !flux.suspend) {
      const reason = `fails until its new spec is applied: what it is built from by the old one, \`${was.directory}\`, is gone`;
      return [{ ...ref, effect: 'stopped', reason }];
    }
    if (was !== undefined && !isSuspendedIn(was) && (states.isPaused(root) || states.mayBeSuspendedTooLate(root))) {
      return [{ ...ref, effect: 'suspended', reason: 'is suspended: nothing in it follows Git from now on' }];
    }
    return [];
  });
}

/** Releases that are made of something else once they are upgraded for another reason. */
function affectedByApis({ before, after }: AffectedContext): readonly Affected[] {
  const standing = standingReleases(before, after);
  return after.roots.flatMap((root): readonly Affected[] => {
    if (root.release === undefined || !standing.has(root)) return [];
    return [{ ...refOf(root.release.holder.resource), effect: 'stale', reason: OTHER_APIS }];
  });
}

/** Objects of several roots that one of these gives up. */
function affectedByOwners({ objectsBefore, objects, states }: AffectedContext): readonly Affected[] {
  return droppedOwners(objectsBefore, objects, states).map(({ dropped, kept }) => ({
    ...refOf(kept.resource),
    effect: 'dropped',
    reason: `may be deleted and made again: \`${dropped.root.name}\` gives it up, and \`${kept.root.name}\` still applies it`,
  }));
}

const OTHER_APIS = 'changes with its next upgrade: its chart asks which APIs the cluster serves, and that changes';

/** @returns what may become of a root that a merge suspends, or does not any more, where only the cluster knows whether it does */
function perhapsSuspended({ flux: was }: Root, { flux: is }: Root): string | undefined {
  const [before, after] = [was, is].map((flux) => flux && unknownFieldIn(flux.spec, 'suspend'));
  if (before === undefined && after === undefined) return undefined;
  if (before?.template === after?.template) return undefined;
  if (before === undefined && was?.suspend !== true) {
    return 'may be suspended from now on: nothing in it would follow Git then';
  }
  return is?.suspend === true
    ? undefined
    : 'may follow Git again: everything merged while it was suspended is applied then, not only this';
}

const BY_ITSELF = { isPaused: isSuspendedIn, isAwaited: () => false };

function stoppedBefore(before: Inventory, hub = before): ReadonlyMap<string, Stop> {
  const isApplied = ({ resource, root }: InventoryObject) => !isSuspendedIn(root) && !isLeftAlone(resource, true);
  return stoppedRoots(before, BY_ITSELF, refusedAround(hub, isApplied));
}

function isSuspendedIn(root: Root): boolean {
  return root.flux?.suspend === true;
}

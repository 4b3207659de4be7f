import { isPausedInstance } from '../../flux/objects/flux-instance.ts';
import { isSameSync, type Sync } from '../../flux/objects/sync.ts';
import { type ConfigInForce, type InForce, type KeptSpec, type LeftSpec, specKey } from '../../flux/roots/in-force.ts';
import {
  entrypointsOf,
  type Inventory,
  type InventoryObject,
  type Root,
  unknownOf,
} from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import { sameResources } from '../../flux/roots/same-resources.ts';
import { searchRootsFor } from '../../flux/roots/search-roots.ts';
import type { Minor } from '../../kubernetes/api/kubernetes-version.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { isMounted } from '../../tree/sources/mount.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { isLeftAlone } from '../effects/exempt.ts';
import { RootStates } from '../effects/root-states.ts';
import { chartsInForce } from './charts-in-force.ts';
import { decidingMakers } from './deciding-makers.ts';
import { type DecidingObject, decidingObjects, isSame } from './deciding-objects.ts';
import { heldRoots, plainlyHeld } from './held-roots.ts';
import { isLeftBehind } from './left-behind.ts';
import { makersInForce } from './makers-in-force.ts';
import { ownVariables } from './own-variables.ts';

/**
 * What a cluster holds otherwise than a merge says: a root that applies nothing leaves its FluxKustomizations, and the
 * sources of variables and files in it, as they were, and so what HelmReleases and ResourceSets are made from; one that does
 * not prune leaves those that it no longer holds.
 *
 * @param before `undefined` for a cluster that is new: it keeps nothing back, and has applied no variables
 * @param after what the cluster would run if all else were applied
 * @param known what is in force of the variables that roots apply themselves and of the sync, where an earlier round has told
 * @param minor of Kubernetes, where it is configured
 * @returns `undefined` where all is as merged
 */
export function inForceOf(
  before: Inventory | undefined,
  after: Inventory,
  known: Pick<InForce, 'own' | 'sync'> | undefined,
  minor: Minor | undefined,
): InForce | undefined {
  const deciding = decidingObjects(before, after);
  const sync = known === undefined ? syncInForce(before, after) : known.sync;
  const states = new RootStates(before, after, minor);
  const charts = chartsInForce(before, after, (home, source) => states.isSourceHeld(home, source));
  const instance = instanceInForce(before, after);
  const isAsMerged = sync === undefined && instance === undefined;
  const differing = decidingMakers(before, after);
  if (deciding.length + differing.length + (known?.own.size ?? 0) + charts.size === 0 && isAsMerged) return undefined;
  const all = [...deciding, ...differing];
  const held = before === undefined ? new Set<Root>() : heldAmong(all, before, after, states, minor);
  const own = known?.own ?? ownVariables(deciding, before, after, held);
  const kept = before === undefined ? neverMade(deciding) : keptBack(deciding, before, after, states, held);
  const makers = makersInForce(differing, after, states, held);
  const { specs, left, configs, sources } = kept;
  const count = specs.size + left.length + configs.size + sources.size + own.size + charts.size;
  if (count + makers.instead.size + makers.left.length === 0 && isAsMerged) return undefined;
  return { ...kept, makers, own, charts, sync, instance };
}

const pausedInstancesIn = searchRootsFor(({ node }) => isPausedInstance(node));

/** What flux-operator is told to leave alone stays as it has made it. */
function instanceInForce(before: Inventory | undefined, after: Inventory): Resource | undefined {
  const [is] = pausedInstancesIn(after.roots);
  const was = is && before?.objects.find(({ resource }) => resource.id === is.resource.id);
  return is === undefined || was === undefined || sameValue(was.resource.node, is.resource.node)
    ? undefined
    : was.resource;
}

/** What bootstrap has applied follows no file: it stays as the cluster has it until the cluster brings it in. */
function syncInForce(before: Inventory | undefined, after: Inventory): Sync | undefined {
  if (before?.sync === undefined) return undefined;
  if (after.sync?.isPaused === true && after.syncs === undefined)
    return isSameSync(before.sync, after.sync) ? undefined : before.sync;
  if (after.syncs !== undefined)
    return entrypointsOf(after).some(({ flux }) => flux !== undefined) ? undefined : before.sync;
  return after.sync === undefined || !(after.sync.isHeld || isSameSync(before.sync, after.sync))
    ? before.sync
    : undefined;
}

type KeptBack = Pick<InForce, 'specs' | 'left' | 'configs' | 'sources'>;

/** A cluster that is new keeps nothing back. */
function neverMade(deciding: readonly DecidingObject[]): KeptBack {
  const left = deciding.filter(
    ({ kind, is }) => kind === 'spec' && is !== undefined && isLeftAlone(is.resource, false),
  );
  return { specs: new Map(left.map(({ key }) => [key, 'absent'])), left: [], configs: new Map(), sources: new Map() };
}

function keptBack(
  deciding: readonly DecidingObject[],
  before: Inventory,
  after: Inventory,
  states: RootStates,
  held: ReadonlySet<Root>,
): KeptBack {
  const specs = new Map<string, KeptSpec | 'absent'>();
  const left: LeftSpec[] = [];
  const configs = new Map<string, ConfigInForce>();
  const sources = new Map<string, Resource>();
  const fetched = fetchedIn(before);
  for (const { kind, key, was, is } of deciding) {
    if (was === undefined) {
      if (kind === 'config' && is !== undefined && held.has(is.root)) configs.set(key, withoutBefore(is, before));
      if (kind === 'spec' && is !== undefined && isLeftAlone(is.resource, false)) specs.set(key, 'absent');
    } else if (is !== undefined) {
      const isKept = held.has(is.root) || isLeftAlone(is.resource, true);
      const isRace = !isKept && kind === 'spec' && isSuspendedInVain(key, after, states);
      const isElsewhere = fetched.has(key);
      if (isRace) specs.set(key, { resource: was.resource, why: 'race', isElsewhere });
      if (!isKept) continue;
      if (isLeftBehind(was, is, states, held)) {
        if (kind === 'spec') specs.set(key, 'absent');
        if (kind === 'config') configs.set(key, 'removed');
      } else if (isSame(was, is)) continue;
      else if (kind === 'spec') specs.set(key, { resource: was.resource, why: 'held', isElsewhere });
      else if (kind === 'source') sources.set(key, was.resource);
      else configs.set(key, was.resource);
    } else {
      const owner = rootsAround(after).counterpartOf(was.root);
      const isHeld = owner !== undefined && held.has(owner);
      const effect = isHeld ? undefined : states.effectOfLoss(was);
      if (effect === 'pruned' && kind === 'config') configs.set(key, 'removed');
      if (effect === 'pruned' || effect === 'external') continue;
      if (kind === 'config') configs.set(key, was.resource);
      else if (kind === 'source') sources.set(key, was.resource);
      else {
        const { resource, root: parent } = was;
        left.push({ resource, parent, hasParent: owner !== undefined, why: 'left', isElsewhere: fetched.has(key) });
      }
    }
  }
  return { specs, left, configs, sources };
}

/** @returns the keys of the specs whose paths are none of this repository */
function fetchedIn(before: Inventory): ReadonlySet<string> {
  return new Set(
    rootsAround(before).all.flatMap(({ home, flux }) =>
      flux !== undefined && isMounted(flux.path) ? [specKey(home, flux)] : [],
    ),
  );
}

/** What is rejected takes a comparison of all objects: only where it would keep something back that was there before. */
function heldAmong(
  deciding: readonly Pick<DecidingObject, 'was' | 'is'>[],
  before: Inventory,
  after: Inventory,
  states: RootStates,
  minor: Minor | undefined,
): ReadonlySet<Root> {
  const plainly = plainlyHeld(after, states);
  const isOpen = deciding.some(
    ({ was, is }) => was !== undefined && (is === undefined || !plainly.has(is.root) || is.root.name !== was.root.name),
  );
  return isOpen ? heldRoots(before, after, states, minor) : plainly;
}

/** Where its root was not known whole before, the cluster may have it in whatever state. */
function withoutBefore({ root }: InventoryObject, before: Inventory): ConfigInForce {
  const was = rootsAround(before).counterpartOf(root);
  return was !== undefined && unknownOf(was).length > 0 ? 'opaque' : 'absent';
}

/** What the merge suspends applies it by its old spec, if it is faster: that matters where there is anything to apply. */
function isSuspendedInVain(key: string, after: Inventory, states: RootStates): boolean {
  const root = rootsAround(after).all.find((each) => each.flux !== undefined && specKey(each.home, each.flux) === key);
  if (root === undefined || !states.mayBeSuspendedTooLate(root)) return false;
  const was = states.beforeOf(root);
  return root.kept?.why === 'race' || was === undefined || !sameResources(was.resources, root.resources);
}

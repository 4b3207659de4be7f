import type { Beside, Installed, InventoryObject } from '../../../flux/roots/inventory.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import type { Effect } from '../../contract/object-change.ts';

/** @returns how an object stands beside its release; `undefined` for a part of it */
export function besideRelease({ resource, root }: InventoryObject): Beside | undefined {
  return root.release?.beside.get(resource);
}

/**
 * @returns whether Helm leaves an object where it is, whatever becomes of its release: it says so itself, or is no part of it
 * @see helm pkg/kube ResourcePolicyAnno, pkg/action filterManifestsToKeep; helm.sh/docs/chart_best_practices/custom_resource_definitions
 */
export function isKeptByHelm(object: InventoryObject): boolean {
  return isKeptByPolicy(object.resource) || besideRelease(object) !== undefined;
}

function isKeptByPolicy(resource: Resource): boolean {
  return resource.annotations().get('helm.sh/resource-policy')?.trim().toLowerCase() === 'keep';
}

/** @returns whether a release leaves a definition as it is in the cluster, or leaves a new one out */
export function isLeftByHelm(object: InventoryObject, isThere: boolean, isNewRelease: boolean): boolean {
  const beside = besideRelease(object);
  if (isThere) return beside === 'crd' || beside === 'installed-crd' || beside === 'absent-only';
  return beside === 'installed-crd' && !isNewRelease;
}

/** @returns whether a release is suspended, by its own HelmRelease */
export function isReleaseSuspended({ node }: Pick<Resource, 'node'>): boolean {
  return textAt(node, 'spec', 'suspend') === 'true';
}

/**
 * @param side whether it is there after the merge alone, on both sides, or before it alone, as its release is uninstalled or not
 * @returns what follows from how Helm makes an object: ends of sentences that begin with its name
 */
export function helmConsequences(
  object: InventoryObject,
  effect: Effect,
  side: 'gained' | 'kept' | 'lost' | 'uninstalled',
): readonly string[] {
  const { release } = object.root;
  if (release === undefined) return [];
  const beside = besideRelease(object);
  const isLost = side === 'lost' || side === 'uninstalled';
  if (beside === 'hook') return [hookConsequence(object.resource, release, side)];
  const uncertain = release.uncertain.has(object.resource) ? [UNCERTAIN] : [];
  if (effect !== 'exempt') return uncertain;
  if (beside === undefined) return isLost ? [...uncertain, KEPT] : uncertain;
  if (beside === 'absent-only') return [...uncertain, absentOnly(object.resource, isLost)];
  const stays = beside === 'installed-crd' ? (side === 'gained' ? CRD_LEFT_OUT : CRD_SKIPPED) : CRD_STAYS;
  return [...uncertain, isLost ? CRD_LEFT : stays];
}

/** Without a policy it goes with the first upgrade that leaves it out, and comes again with the next one. */
function absentOnly(resource: Resource, isLost: boolean): string {
  if (!isKeptByPolicy(resource)) return isLost ? MAY_STAY : MAY_GO;
  return isLost ? KEPT : 'stays as it is: its chart only makes it if it does not exist';
}

const MAY_GO =
  'may be deleted by this upgrade, with all objects of its kind: its chart leaves it out if it exists, and does not keep it';
const MAY_STAY = 'may or may not exist: its chart left it out if it existed, and did not keep it';

const UNCERTAIN = 'exists only if something that is not known here turns out one way';
const CRD_STAYS =
  'stays as it is: Helm does not replace an existing definition, unless `spec.upgrade.crds` is `CreateReplace`';
const CRD_SKIPPED = 'stays as it is: `spec.upgrade.crds` is `Skip`';
const CRD_LEFT_OUT = 'stays out of the cluster: `spec.upgrade.crds` is `Skip`';
const CRD_LEFT = 'stays in the cluster: Helm deletes no definition of the folder `crds/`';
const KEPT = 'stays in the cluster, and nothing manages it: `helm.sh/resource-policy: keep`';

function hookConsequence(
  resource: Resource,
  { holder }: Installed,
  side: 'gained' | 'kept' | 'lost' | 'uninstalled',
): string {
  const events = eventsOf(resource);
  if (side !== 'lost' && side !== 'uninstalled') return `runs as a hook: ${events.join(', ')}`;
  const last = side === 'lost' ? [] : events.filter((event) => event.endsWith(UNINSTALLED));
  if (last.length === 0) return 'no longer runs as a hook';
  if (textAt(holder.resource.node, 'spec', 'uninstall', 'disableHooks') !== 'true') {
    return `runs one last time as a hook: ${last.join(', ')}`;
  }
  return 'does not run as a hook when its release is uninstalled: `spec.uninstall.disableHooks`';
}

const UNINSTALLED = 'it is uninstalled';

/** In the words of Helm's events. */
const EVENTS: Readonly<Record<string, string>> = {
  'pre-install': 'before an install',
  'post-install': 'after an install',
  'pre-upgrade': 'before each upgrade',
  'post-upgrade': 'after each upgrade',
  'pre-delete': `before ${UNINSTALLED}`,
  'post-delete': `after ${UNINSTALLED}`,
  'pre-rollback': 'before a rollback',
  'post-rollback': 'after a rollback',
};

function eventsOf(resource: Resource): readonly string[] {
  const events = (resource.annotations().get('helm.sh/hook') ?? '')
    .split(',')
    .map((event) => event.trim().toLowerCase());
  return events.flatMap((event) => EVENTS[event] ?? []);
}

import type { IgnoreConfig } from '../../config/config.ts';
import { type Cluster, clusterKey, minorIn } from '../../fleet/find/cluster.ts';
import type { ClusterSides } from '../../fleet/render/render-fleet.ts';
import type { Units } from '../../fleet/units/units.ts';
import { entrypointsOf, type Inventory, type InventoryObject, makerOf } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import { type ClusterReview, ClusterSchema, type External, type Unresolved } from '../contract/cluster-review.ts';
import { ObjectPairs } from '../diff/pair.ts';
import { RootStates } from '../effects/root-states.ts';
import type { Causes } from '../origins/causes.ts';
import { type AskedLines, madeChanges } from '../origins/made-changes.ts';
import { affectedObjects } from '../reach/affected.ts';
import { type ExternalChange, externalChanges } from '../reach/external-changes.ts';
import { releaseChanges } from '../reach/release-change.ts';
import { standingReleases, withoutStanding } from '../reach/standing-releases.ts';
import { asShown } from '../secrets/as-shown.ts';
import { countOpaque } from '../secrets/count-opaque.ts';
import { MASK, SecretValues } from '../secrets/secret-values.ts';
import { withoutSecrets } from '../secrets/without-secrets.ts';
import { gapProblems } from '../unknown/gap-problems.ts';
import { generatorProblems } from '../unknown/generator-problems.ts';
import { withoutHalfFetched } from '../unknown/half-fetched.ts';
import { lostArtifacts } from '../unknown/lost-artifacts.ts';
import { onceForAllRoots } from '../unknown/once-for-all-roots.ts';
import { isNew } from '../unknown/partly-known.ts';
import { releaseProblems } from '../unknown/release-problems.ts';
import { withStrictSince } from '../unknown/strict-since.ts';
import { asUnresolved } from '../unknown/unknown.ts';
import { asRendered } from '../unknown/unknown-names.ts';
import { type UnknownRoots, unknownRoots } from '../unknown/unknown-roots.ts';
import { type Applied, NOTHING_ABSENT } from './application.ts';
import { withDigests } from './change-digests.ts';
import { countReleases, withLine } from './count-releases.ts';
import { describeChanges } from './describe-changes.ts';
import { effectDigest, effectParts } from './effect-digest.ts';
import { withoutIgnored } from './ignored.ts';
import { inWaitingOrder } from './in-waiting-order.ts';
import { rejectedAround } from './rejected-around.ts';
import { type SortedPairs, sortPairs } from './sort-pairs.ts';

/** What all clusters of a review are compared with. */
interface Comparison {
  /** Names what people promote. */
  readonly units: Units;
  /** Of the digest by which two equal effects are known to be equal. */
  readonly key: Uint8Array;
  readonly causes: Causes;
  /** What the configuration leaves out. */
  readonly ignore: readonly IgnoreConfig[];
  /** Whether each single change is named too. */
  readonly withParts?: boolean | undefined;
  /** Whether what is said of objects can be compared with what another review says. */
  readonly digests?: boolean | undefined;
  /** Which changed fields of charts are told with the lines that make them. */
  readonly withLines?: AskedLines | undefined;
}

/** A cluster's review, and the objects that it compares. */
export interface ComparedCluster {
  readonly review: ClusterReview;
  readonly pairs: ObjectPairs;
  /** What no root holds after the merge and what stays in the cluster for sure: Flux does not delete it. */
  readonly staying: readonly InventoryObject[];
  /** What of the manifests after the merge is not there for certain. */
  readonly applied: Applied;
  /** What nothing that is said of the cluster may hold. */
  readonly secrets: SecretValues;
}

/** What a change does to one cluster: which objects it gains, loses, changes or moves, and what is not known. */
export function compareCluster(sides: ClusterSides, comparison: Comparison): ComparedCluster {
  const { before, after } = sides;
  return before !== undefined && before === after ? unchanged(before, sides, comparison) : compared(sides, comparison);
}

const known = onceEach((_: Inventory) => new Map<string, ComparedCluster>());

/** What a cluster says that is the same on both sides follows from that side: of a large fleet, most are. */
function unchanged(inventory: Inventory, sides: ClusterSides, comparison: Comparison): ComparedCluster {
  const about = `${clusterKey(sides.cluster)} ${sides.isUnreached} ${comparisonKey(comparison)}`;
  const found = known(inventory).get(about) ?? compared(sides, comparison);
  known(inventory).set(about, found);
  return found;
}

/** What decides how a cluster that is the same on both sides is reported: no field of it changes. */
const comparisonKey = onceEach(({ key, ignore, withParts }: Comparison) =>
  JSON.stringify([withParts, ignore, [...key]]),
);

function compared(
  sides: ClusterSides,
  { units, key, causes, ignore, withParts, digests, withLines }: Comparison,
): ComparedCluster {
  const { cluster, before, after, isUnreached } = sides;
  const isEdited = (path: string) => causes.touches(path);
  const unknown = unknownRoots(before, after, isEdited);
  const isSame = before === after;
  const standing = standingReleases(before, after);
  const was = withoutStanding(knownObjects(before, unknown), standing);
  const is = withoutStanding(knownObjects(after, unknown), standing);
  const pairs = isSame
    ? new ObjectPairs(was, is, isSame)
    : new ObjectPairs(
        withoutHalfFetched(before, was, is, after),
        withoutHalfFetched(after, is, was, before),
        isSame,
        sides,
      );
  // What was rendered once for both sides is the same on both, without a look at it.
  const all = isSame ? NOTHING : sortPairs(pairs.open);
  const { sorted: told, ignored } = withoutIgnored(all, ignore, cluster.name);
  const sorted = inWaitingOrder(told, before, after, units);
  const states = new RootStates(before, after, minorIn(cluster));
  const secrets = new SecretValues([before, after]);
  const { changes, fields, stops, waiters, stays, appliedOf } = describeChanges(sorted, {
    ...{ before, after, units, causes, states, secrets },
    made: madeChanges(sorted.changed, sides, causes, askedOf(sides, withLines)),
    rejectedAround: isSame ? NOTHING_REJECTED : rejectedElsewhere(sides),
  });
  const applied = appliedOf(all.gained, pairs.after);
  const releases = releaseChanges(before, after, pairs.after);
  const external = externalChanges(before, after);
  const problems = [
    ...withStrictSince(unknown.unresolved, before, after),
    ...gapProblems(before, after, unknown),
    ...releaseProblems(before, after, unknown, isEdited, ({ resource }) => applied.absent.get(resource)?.reason),
    ...generatorProblems(before, after, unknown, isEdited),
    ...lostArtifacts(before, after),
  ];
  const { applies } = applied;
  const objects = { objectsBefore: pairs.before, objects: pairs.after };
  const context = { before, ...objects, changes: sorted.changed, external, releases, states, stops, applies };
  const affected =
    after === undefined
      ? []
      : affectedObjects({ ...context, after, hubBefore: sides.hub?.before ?? before, secrets, units });
  const effect = { ...changes, affected, fields, releases };
  const review: ClusterReview = {
    ...placeOf(cluster),
    status: isUnreached === true ? 'unreached' : statusOf({ cluster, before, after }, unknown),
    protected: cluster.protected,
    roots: after?.roots.filter((root) => makerOf(root) === undefined).length ?? 0,
    objects: { before: countObjects(before), after: countObjects(after) },
    ...(digests === true ? withDigests(changes, fields, key) : changes),
    affected,
    opaque: countOpaque(after ?? before),
    ...countReleases(before, after),
    external: (after ?? before)?.external.map((root) => externalRoot(root, external, secrets)) ?? [],
    ignored,
    ...(sorted.respelled === 0 ? {} : { respelled: sorted.respelled }),
    unresolved: onceForAllRoots(
      problems.map((each) => withoutSecrets(withWaiters(asUnresolved(each), after, waiters), secrets)),
    ),
    digest: effectDigest(effect, problems, key),
    ...(withParts === true ? { parts: effectParts(effect, problems, key) } : {}),
  };
  // Last of all: a digest tells one name from another.
  const shown = asShown(ClusterSchema, review, secrets);
  const kept = applied.absent.size === 0 ? NOTHING_ABSENT : applied;
  return { review: shown, pairs, staying: all.lost.filter(stays), applied: kept, secrets };
}

/** @returns what is asked of a cluster, called as it is rendered */
function askedOf({ cluster, before, after }: ClusterSides, asked: AskedLines | undefined): AskedLines | undefined {
  if (asked === undefined || asked === 'all') return asked;
  if (asked.cluster !== cluster.name) return undefined;
  const inventories = [before, after].flatMap((each) => each ?? []);
  const rendered = (text: string) => asRendered(text, inventories);
  return { ...asked, namespace: rendered(asked.namespace), name: rendered(asked.name) };
}

function placeOf({ via, path, paths }: Cluster): Pick<ClusterReview, 'path' | 'paths' | 'via'> {
  if (via !== undefined) return { via };
  return paths.length > 1 ? { path, paths: [...paths] } : { path };
}

const NOTHING: SortedPairs = { gained: [], lost: [], changed: [], moved: [], respelled: 0 };

const NOTHING_REJECTED: ReadonlyMap<string, string> = new Map();

/** What waits for a root that applies to another cluster of its hub waits for that. */
function rejectedElsewhere({ cluster, before, after, hub }: ClusterSides): ReadonlyMap<string, string> {
  if (after === undefined) return NOTHING_REJECTED;
  const around = hub ?? { before, after };
  return around.after.spokes.size === 0 ? NOTHING_REJECTED : rejectedAround(around, minorIn(cluster));
}

/** Without those of roots about which nothing is claimed. */
function knownObjects(side: Inventory | undefined, unknown: UnknownRoots): readonly InventoryObject[] {
  if (side === undefined) return [];
  const covered = new Set(side.roots.filter((root) => unknown.covers(root, side)));
  return covered.size === 0 ? side.objects : side.objects.filter(({ root }) => !covered.has(root));
}

/** What stood before waited already. */
function withWaiters(
  problem: Unresolved,
  after: Inventory | undefined,
  waiters: ReadonlyMap<string, number>,
): Unresolved {
  const root = isNew(problem) ? after?.roots.find(({ name }) => name === problem.root) : undefined;
  const holdsUp = root === undefined ? 0 : (waiters.get(rootKey(root)) ?? 0);
  return holdsUp === 0 ? problem : { ...problem, holdsUp };
}

function externalRoot(
  { flux, unfetched }: Inventory['external'][number],
  changes: readonly ExternalChange[],
  secrets: SecretValues,
): External {
  const change = changes.find((each) => each.flux === flux);
  return {
    root: `${flux.namespace}/${flux.name}`,
    source: fullName(flux.sourceRef),
    ...(flux.path === '' ? {} : { path: isSecret(flux.spec.get('path'), secrets) ? MASK : flux.path }),
    ...(change === undefined ? {} : { change: change.reason }),
    ...(unfetched === undefined ? {} : { unfetched: withLine(unfetched) }),
  };
}

function isSecret(node: Node | undefined, secrets: SecretValues): boolean {
  return node instanceof Scalar && secrets.find(node) === 'all';
}

function statusOf({ cluster, before, after }: ClusterSides, unknown: UnknownRoots): ClusterReview['status'] {
  if (before === undefined && after === undefined) return 'absent';
  const sides = cluster.via === undefined ? [before, after] : [];
  if (sides.some((side) => side !== undefined && isFailed(side))) return 'failed';
  return unknown.unresolved.length > 0 ? 'unresolved' : 'rendered';
}

/** Whether nothing that a cluster starts from can be built. */
function isFailed(inventory: Inventory): boolean {
  return entrypointsOf(inventory).every(({ problems, resources }) => problems.length > 0 && resources.length === 0);
}

/** @returns how many objects a cluster has; one that two roots apply is one object. */
function countObjects(inventory: Inventory | undefined): number {
  return inventory === undefined ? 0 : objectsIn(inventory);
}

const objectsIn = onceEach(({ roots }: Inventory) => new Set(roots.flatMap(({ resources }) => idsIn(resources))).size);

const idsIn = onceEach((list: readonly Resource[]) => list.map(({ id }) => id));

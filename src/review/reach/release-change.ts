import { isHelmRelease } from '../../flux/helm/helm-release.ts';
import type { Release } from '../../flux/helm/releases.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { searchRootsFor } from '../../flux/roots/search-roots.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { isMounted } from '../../tree/sources/mount.ts';
import type { Node } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { fieldChanges, type NodeChange, pathText } from '../diff/field-changes.ts';
import { mayBeSame, mayBeSameTexts } from '../diff/may-be-same.ts';

/** What reaches a release from elsewhere than its own HelmRelease. */
export interface ReleaseChange {
  readonly before: Release;
  readonly after: Release;
  /** The HelmRelease after the change; absent where the cluster goes on with the one of before. */
  readonly object: InventoryObject | undefined;
  /** Values that come out otherwise by way of `valuesFrom`; paths start at `spec.values`, as if they stood there. */
  readonly values: readonly NodeChange[];
  /** The ConfigMaps and Secrets behind them, as they are after the change; where they are only gone, those. */
  readonly valuesFrom: readonly Resource[];
  /** Whether a file of values changes that cannot be read here. */
  readonly isOpaque: boolean;
  /** Whether all of that is encrypted, and may be only encrypted again. */
  readonly isUncertain: boolean;
  /** The directory of its chart in this repository, or what it depends on, is edited. */
  readonly isChartEdited: boolean;
  /** The object that names its chart or its source says something else. */
  readonly isSourceChanged: boolean;
  /** Nothing of it differs, and it is upgraded all the same: every commit of its source is a version of its chart. */
  readonly isOnlyRevised: boolean;
}

/**
 * @param objects those after the merge about which something can be said
 * @returns what reaches the releases that stand on both sides
 */
export function releaseChanges(
  before: Inventory | undefined,
  after: Inventory | undefined,
  objects: readonly InventoryObject[],
): readonly ReleaseChange[] {
  const isSame = before === after;
  const candidates = (after?.releases ?? []).filter((release) => !isSame || isRevised(release));
  if (candidates.length === 0) return [];
  const meant = objects === after?.objects ? helmReleaseObjectsIn(after.roots) : objects;
  const known = new Map(meant.map((object) => [object.resource, object]));
  const releases = new Map(before?.releases.map((release) => [idOf(release), release]));
  const failing = new Set(
    after?.roots.flatMap(({ release, problems }) =>
      release === undefined || problems.length === 0 ? [] : [release.from],
    ),
  );
  return candidates.flatMap((release) => {
    const object = known.get(release.resource);
    const was = releases.get(idOf(release));
    const isKnown = object !== undefined || release.kept !== undefined;
    // A release with problems installs nothing.
    if (!isKnown || was === undefined || release.problems.length > 0 || failing.has(release)) return [];
    return releaseChange(was, release, object) ?? [];
  });
}

const helmReleaseObjectsIn = searchRootsFor(isHelmRelease);

/** A new version of the API is the same release. */
function idOf({ resource }: Release): string {
  return `${resource.namespace}/${resource.name}`;
}

function releaseChange(before: Release, after: Release, object: ReleaseChange['object']): ReleaseChange | undefined {
  const valuesFrom = changedSources(before.values.read, after.values.read);
  const own = new Set(inlineChanges(before, after).map(({ segments }) => pathText(segments)));
  const merged = fieldChanges(before.values.values, after.values.values, undefined, ['spec', 'values']);
  const isOpaque = before.values.opaque.join('\n') !== after.values.opaque.join('\n');
  const values = valuesFrom.length === 0 ? [] : merged.filter(({ segments }) => !own.has(pathText(segments)));
  const change = {
    values,
    isOpaque,
    isUncertain: values.every(mayBeSame) && mayBeSameTexts(before.values.opaque, after.values.opaque),
    isChartEdited: isChartEdited(before, after),
    isSourceChanged: !sameSource(before, after) && sameWords(before.resource, after.resource),
  };
  const isReached = change.values.length > 0 || isOpaque || change.isChartEdited || change.isSourceChanged;
  const isOnlyRevised = !isReached && isRevised(before) && isRevised(after);
  return isReached || isOnlyRevised ? { before, after, object, valuesFrom, ...change, isOnlyRevised } : undefined;
}

/** @see fluxcd/source-controller internal/controller HelmChartReconciler.buildFromTarballArtifact */
function isRevised({ resource, chart, local }: Release): boolean {
  if (textAt(resource.node, 'spec', 'suspend') === 'true') return false;
  const isHere = local !== undefined && !isMounted(local.path);
  return isHere && chart?.source.kind === 'GitRepository' && chart.reconcileStrategy === 'Revision';
}

function inlineChanges(before: Release, after: Release): readonly NodeChange[] {
  const [valuesBefore, valuesAfter] = [before, after].map(({ resource }) => nodeAt(resource.node, 'spec', 'values'));
  if (valuesBefore === undefined || valuesAfter === undefined) return [];
  return fieldChanges(valuesBefore, valuesAfter, undefined, ['spec', 'values']);
}

/** A generated name is another with every content, so that sources are known by what is in them. */
function changedSources(before: readonly Resource[], after: readonly Resource[]): readonly Resource[] {
  const isIn = (resource: Resource, others: readonly Resource[]) =>
    others.some((other) => other.kind === resource.kind && sameContent(other, resource));
  const fresh = after.filter((resource) => !isIn(resource, before));
  return fresh.length > 0 ? fresh : before.filter((resource) => !isIn(resource, after));
}

function sameContent(a: Resource, b: Resource): boolean {
  return ['data', 'stringData'].every((key) => sameOrAbsent(a.node.get(key), b.node.get(key)));
}

function sameInputs({ local: before }: Release, { local: after }: Release): boolean {
  if (before?.inputs.size !== after?.inputs.size) return false;
  return [...(before?.inputs ?? [])].every(([path, id]) => after?.inputs.get(path) === id);
}

/** @returns whether the files of a chart in a source of files differ */
export function isChartEdited(before: Release, after: Release): boolean {
  return before.local !== undefined && after.local !== undefined && !sameInputs(before, after);
}

/** @returns whether two HelmReleases ask for the same chart of the same source */
export function asksForSameChart({ resource: before }: Release, { resource: after }: Release): boolean {
  return sameOrAbsent(nodeAt(before.node, 'spec', 'chart', 'spec'), nodeAt(after.node, 'spec', 'chart', 'spec'));
}

/**
 * @returns whether the files of a chart differ, and source-controller takes it for the one that it has: it looks at the
 *   version, and at whether the spec of the HelmChart is another one
 * @see fluxcd/source-controller internal/helm/chart localChartBuilder.Build
 */
export function isChartStale(before: Release, after: Release): boolean {
  if (!isChartEdited(before, after) || before.local?.version !== after.local?.version) return false;
  return after.chart?.reconcileStrategy !== 'Revision' && asksForSameChart(before, after);
}

function sameSource({ chart: before }: Release, { chart: after }: Release): boolean {
  if (before === undefined || after === undefined) return before === after;
  return before.name === after.name && before.version === after.version && before.source.url === after.source.url;
}

/** @returns whether the HelmRelease itself names the same chart: then what differs comes from elsewhere. */
function sameWords(before: Resource, after: Resource): boolean {
  return ['chart', 'chartRef'].every((key) =>
    sameOrAbsent(nodeAt(before.node, 'spec', key), nodeAt(after.node, 'spec', key)),
  );
}

/** @returns whether two values are equal, or neither is there. */
export function sameOrAbsent(before: Node | undefined, after: Node | undefined): boolean {
  return before === undefined || after === undefined ? before === after : sameValue(before, after);
}

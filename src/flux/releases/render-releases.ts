import { DEFAULT_KUBE_VERSION, readKubeVersion } from '../../helm/objects/capabilities.ts';
import { DefinedScopes } from '../../kubernetes/admission/defined-scopes.ts';
import { minorOf } from '../../kubernetes/api/kubernetes-version.ts';
import { objectName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { type ResourceLists, searchFor } from '../../kustomize/model/search-for.ts';
import type { Files } from '../../tree/files/files.ts';
import { Mapping } from '../../yaml/node/node.ts';
import { type Controllers, mainOf } from '../controllers/controllers.ts';
import { isHelmRelease } from '../helm/helm-release.ts';
import type { OpenedChart } from '../helm/open-chart.ts';
import type { Release } from '../helm/releases.ts';
import { type ClusterRoot, clusterOf } from '../objects/spoke.ts';
import { differingTwins } from '../roots/differing-twins.ts';
import type { Root } from '../roots/inventory.ts';
import { searchRootsFor } from '../roots/search-roots.ts';
import { ownObjects } from './own-apis.ts';
import { type ReleaseCluster, type ReleaseWithChart, releaseRoot, releaseRootName } from './release-root.ts';
import { servedApis } from './served-apis.ts';
import { whyNotRendered } from './why-not-rendered.ts';

/** The releases of all clusters that are rendered together. */
export interface RenderedReleases {
  /** Of those that are rendered. */
  readonly roots: readonly Root[];
  /** By their cluster. */
  readonly releases: ReadonlyMap<string, readonly Release[]>;
}

/** What is rendered so far, and what its releases may take. */
export interface ReleaseContext {
  readonly files: Files;
  readonly cluster: Pick<ClusterRoot, 'kubernetes'>;
  readonly controllers: ReadonlyMap<string, Controllers>;
  /**
   * @param lists all of a cluster
   * @returns its releases, with all that they take
   * @throws Needs where something has not been fetched yet
   */
  readonly read: (cluster: string, lists: ResourceLists) => readonly (readonly [Release, OpenedChart])[];
}

/**
 * Renders the releases of clusters, once.
 *
 * @param roots all that is known of the clusters, of releases too
 * @throws Needs where something has not been fetched yet
 */
export function renderReleases(roots: readonly Root[], context: ReleaseContext): RenderedReleases {
  const clusters = [...new Set(roots.map(({ cluster }) => cluster))];
  const made = clusters.map((cluster) => [cluster, renderIn(cluster, roots, clusters, context)] as const);
  return {
    roots: made.flatMap(([, each]) => each.roots),
    releases: new Map(made.map(([cluster, each]) => [cluster, each.releases])),
  };
}

function renderIn(
  home: string,
  roots: readonly Root[],
  clusters: readonly string[],
  { files, cluster, controllers, read }: ReleaseContext,
): { readonly roots: readonly Root[]; readonly releases: readonly Release[] } {
  const own = roots.filter((root) => root.cluster === home);
  const objects = helmReleaseObjectsIn(own);
  if (objects.length === 0) return { roots: [], releases: [] };
  const holders = new Map(objects.toReversed().map((object) => [object.resource, object]));
  const running = mainOf(controllers.get(home) ?? new Map(), 'helm-controller');
  const clusterOnce = new Map<string, ReleaseCluster>();
  const clusterAt = (at: string): ReleaseCluster => {
    const known = clusterOnce.get(at) ?? { ...clusterFacts(at, roots, cluster.kubernetes), running };
    clusterOnce.set(at, known);
    return known;
  };
  const madeBefore = new Map(roots.filter((root) => root.home === home).map((root) => [root.name, root]));
  const clusterFor = (resource: Resource, at: string): ReleaseCluster => {
    const own = ownObjects(madeBefore.get(releaseRootName(resource)));
    if (own.size === 0) return clusterAt(at);
    const others = listsIn(at, roots).map((list) => list.filter((each) => !own.has(each)));
    return { ...clusterAt(at), apis: servedApis(others, minorIn(cluster.kubernetes)) };
  };
  const seen = new Set<string>();
  const divided = differingTwins(objects.map(({ resource }) => resource));
  const made: Root[] = [];
  const releases = read(
    home,
    own.map(({ resources }) => resources),
  ).map(([release, opened]): Release => {
    const holder = holders.get(release.resource);
    const name = objectName(release.resource);
    if (holder === undefined) return release;
    const into = targetOf(release.resource, home);
    const cannot = {
      isOneOfSeveral: divided.has(name),
      isClusterKnown: clusters.includes(into),
      kubernetes: cluster.kubernetes,
    };
    const unrendered = whyNotRendered(release, opened, cannot);
    if (unrendered !== undefined || opened.kind === 'unrendered') return { ...release, unrendered };
    if (seen.has(name)) return release;
    seen.add(name);
    const one: ReleaseWithChart = { holder, release, opened, cluster: into };
    made.push(releaseRoot(one, clusterFor(release.resource, into), files));
    return release;
  });
  return { roots: made, releases };
}

const helmReleaseObjectsIn = searchRootsFor(isHelmRelease);

function clusterFacts(at: string, roots: readonly Root[], kubernetes: string | undefined) {
  const lists = listsIn(at, roots);
  const minor = minorIn(kubernetes);
  return {
    kubernetes: minor === undefined ? DEFAULT_KUBE_VERSION : readKubeVersion(`v1.${minor}.0`),
    apis: servedApis(lists, minor),
    scopes: new DefinedScopes(crdsIn(lists)),
  };
}

const crdsIn = searchFor(({ kind }) => kind === 'CustomResourceDefinition');

function listsIn(at: string, roots: readonly Root[]): ResourceLists {
  return roots.filter(({ cluster }) => cluster === at).map(({ resources }) => resources);
}

function minorIn(kubernetes: string | undefined) {
  return kubernetes === undefined ? undefined : minorOf(kubernetes);
}

function targetOf({ node, namespace }: Resource, home: string): string {
  const spec = node.get('spec');
  return clusterOf({ spec: spec instanceof Mapping ? spec : new Mapping([]), namespace: namespace || 'default' }, home);
}

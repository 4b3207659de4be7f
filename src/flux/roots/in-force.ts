import type { Resource } from '../../kustomize/model/resource.ts';
import { identityOf } from '../../memo/by-value.ts';
import type { Files } from '../../tree/files/files.ts';
import { withArtifactRoot } from '../artifact/artifact-root.ts';
import type { ReadyChart } from '../helm/open-chart.ts';
import type { FoundSource } from '../kustomization/variables-for.ts';
import { readFluxKustomization } from '../objects/flux-kustomization.ts';
import type { Sync } from '../objects/sync.ts';
import type { InventoryObject, Kept, Root } from './inventory.ts';

/** A FluxKustomization as it stood before the merge, which the cluster goes on with. */
export interface KeptSpec {
  readonly resource: Resource;
  readonly why: Kept['why'];
  /** Whether its files are in another repository: this one does not tell whether its path is there. */
  readonly isElsewhere: boolean;
}

/** One that no root holds any more, and that stays. */
export interface LeftSpec extends KeptSpec {
  /** The root that held it, as it was. */
  readonly parent: Root;
  /** Whether that root is still there. */
  readonly hasParent: boolean;
}

/**
 * A ConfigMap or Secret as the cluster has it: not at all, also as the merge takes it away or as only its own reader would
 * make it, or in an unknown state.
 */
export type ConfigInForce = Exclude<FoundSource, undefined>;

/** What decides what HelmReleases and ResourceSets make, as the cluster has it: themselves, and all that they take. */
export interface MakersInForce {
  /** By `configKey`, with the root of before the merge; absent: not in the cluster, whatever the merge says. */
  readonly instead: ReadonlyMap<string, InventoryObject | 'absent'>;
  /** Those that no root holds any more and that stay, with the root that held them. */
  readonly left: readonly InventoryObject[];
}

/**
 * What a cluster holds otherwise than the merge says: what a root applies that is suspended, fails or waits stays as it
 * was, and goes on by that. Absent maps mean: as merged.
 *
 * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.Reconcile, which reads the spec that is in
 *   the cluster
 */
export interface InForce {
  /** By {@link specKey}; absent: Flux is told to leave it alone before it was ever made. */
  readonly specs: ReadonlyMap<string, KeptSpec | 'absent'>;
  readonly left: readonly LeftSpec[];
  /** By `configKey`. */
  readonly configs: ReadonlyMap<string, ConfigInForce>;
  /** The sources of files as they stood before the merge, by `configKey`. */
  readonly sources: ReadonlyMap<string, Resource>;
  readonly makers: MakersInForce;
  /**
   * What a root reads at its first reconciliation of the variables that it applies itself, or that wait for it: by
   * {@link specKey} of the root, then by `configKey`. Later it reads the new ones.
   *
   * @see fluxcd/kustomize-controller internal/controller KustomizationReconciler.reconcile: build comes before apply
   */
  readonly own: ReadonlyMap<string, ReadonlyMap<string, ConfigInForce>>;
  /**
   * Charts in sources of files that are edited and keep their version, by {@link specKey} of the HelmRelease: Flux takes
   * them for the ones that it has.
   *
   * @see fluxcd/source-controller internal/helm/chart localChartBuilder.Build
   */
  readonly charts: ReadonlyMap<string, ReadyChart>;
  /** What the cluster is synced by, where it no longer brings in what says so: that stays as it was applied. */
  readonly sync: Sync | undefined;
  /** The FluxInstance as it stood before, where it is paused: flux-operator goes on with what it has made of that. */
  readonly instance: Resource | undefined;
}

/** @returns what names a FluxKustomization, or a HelmRelease, of a cluster. */
export function specKey(cluster: string, { namespace, name }: { readonly namespace: string; readonly name: string }) {
  return `${cluster} ${namespace || 'default'}/${name}`;
}

/** @returns the sources of files in force, by their cluster: they come before what the files have in their place. */
export function sourcesInForce(inForce: InForce | undefined): Map<string, Resource[]> {
  const sources = new Map<string, Resource[]>();
  for (const [key, source] of inForce?.sources ?? []) {
    const cluster = key.slice(0, key.indexOf(' '));
    sources.set(cluster, [...(sources.get(cluster) ?? []), source]);
  }
  return sources;
}

/** @returns objects of a cluster, with the FluxInstance that is in force in the place of the one of the files */
export function withInstance(resources: readonly Resource[], inForce: InForce | undefined): readonly Resource[] {
  const instance = inForce?.instance;
  return instance === undefined ? resources : resources.map((each) => (each.id === instance.id ? instance : each));
}

/** @returns a text that is the same for what holds the very same objects: part of the key of what is rendered by it */
export function inForceKey({ specs, left, configs, sources, makers, own, charts, sync, instance }: InForce): string {
  const id = (value: ConfigInForce) => (typeof value === 'string' ? value : identityOf(value));
  return JSON.stringify([
    [...specs].map(([key, spec]) => {
      return spec === 'absent' ? [key] : [key, spec.why, spec.isElsewhere, identityOf(spec.resource)];
    }),
    left.map(({ resource, isElsewhere, parent, hasParent }) => {
      return [identityOf(resource), isElsewhere, identityOf(parent), hasParent];
    }),
    [...configs].map(([key, value]) => [key, id(value)]),
    [...sources].map(([key, source]) => [key, identityOf(source)]),
    [...makers.instead].map(([key, each]) => [key, each === 'absent' ? each : idOfObject(each)]),
    makers.left.map(idOfObject),
    [...own].map(([key, first]) => [key, ...[...first].map(([source, value]) => [source, id(value)])]),
    [...charts].map(([key, { digest, base }]) => [key, digest, base]),
    sync === undefined ? 0 : identityOf(sync),
    instance === undefined ? 0 : identityOf(instance),
  ]);
}

function idOfObject({ resource, root }: InventoryObject): readonly number[] {
  return [identityOf(resource), identityOf(root)];
}

/** @returns it without what can no longer be built, since the merge takes its directory away: Flux fails at that. */
export function withoutLostPaths(inForce: InForce, files: Files, clusters: readonly string[]): InForce {
  const isThere = ({ resource, isElsewhere }: KeptSpec): boolean => {
    if (isElsewhere) return true;
    const { path } = withArtifactRoot(readFluxKustomization(resource), files, ...clusters);
    return files.find(path).kind === 'directory';
  };
  return {
    ...inForce,
    specs: new Map([...inForce.specs].filter(([, spec]) => spec === 'absent' || isThere(spec))),
    left: inForce.left.filter(isThere),
  };
}

import { isHelmRelease } from '../../../flux/helm/helm-release.ts';
import { reinstallsOtherCharts, releaseCluster } from '../../../flux/helm/release-target.ts';
import type { Release } from '../../../flux/helm/releases.ts';
import type { Inventory, InventoryObject } from '../../../flux/roots/inventory.ts';
import { releaseTarget } from '../../../helm/release/release-target.ts';
import type { Resource } from '../../../kustomize/model/resource.ts';
import { isHidden } from '../../../yaml/node/hidden-scalar.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import type { ChangeEffect } from '../../contract/object-change.ts';
import type { ObjectChange } from '../../diff/pair.ts';

/** What helm-controller makes of HelmReleases that change or go. */
export class ReleaseEffects {
  readonly #releases: ReadonlyMap<Resource, Release>;

  constructor(before: Inventory | undefined, after: Inventory | undefined) {
    const all = [...(before?.releases ?? []), ...(after?.releases ?? [])];
    this.#releases = new Map(all.map((release) => [release.resource, release]));
  }

  /**
   * @param change one that is applied
   * @returns `undefined` where the object is no HelmRelease, or its release is upgraded as any other
   * @see fluxcd/helm-controller internal/controller HelmReleaseReconciler.Reconcile; internal/action ReleaseTargetChanged
   */
  ofChange({ before, after }: Pick<ObjectChange, 'before' | 'after'>): ChangeEffect | undefined {
    if (!isHelmRelease(after.resource)) return undefined;
    const [was, is] = [before.resource, after.resource];
    if (isSuspended(is)) return { effect: 'updated', consequences: [isSuspended(was) ? WAITS : SUSPENDED] };
    const elsewhere = clusterStep(was, is);
    if (elsewhere !== undefined) return { effect: 'updated', consequences: [elsewhere] };
    const step = targetStep(was, is) ?? this.#chartStep(was, is);
    return step === undefined ? undefined : { effect: 'reinstalled', consequences: [step, ...uninstallOptions(is)] };
  }

  /**
   * @param lost an object that Flux deletes
   * @see fluxcd/helm-controller internal/controller HelmReleaseReconciler.reconcileDelete
   */
  ofLoss({ resource }: InventoryObject): readonly string[] {
    if (!isHelmRelease(resource)) return [];
    if (isSuspended(resource)) return ['its release stays in the cluster, and nothing manages it: it is suspended'];
    return ['Helm uninstalls its release: what its chart installed is deleted', ...uninstallOptions(resource)];
  }

  /**
   * @param change of a HelmRelease
   * @returns what follows from it beside what becomes of its release
   * @see fluxcd/helm-controller internal/reconcile DetermineReleaseState, NewCorrectClusterDrift
   */
  beside({ before, after }: Pick<ObjectChange, 'before' | 'after'>): readonly string[] {
    if (!isHelmRelease(after.resource) || isSuspended(after.resource)) return [];
    const [was, is] = [before.resource, after.resource].map(({ node }) =>
      nodeAt(node, 'spec', 'driftDetection', 'mode'),
    );
    if ((was !== undefined && isHidden(was)) || (is !== undefined && isHidden(is))) return [];
    const [corrected, corrects] = [textAt(was) === 'enabled', textAt(is) === 'enabled'];
    if (corrected === corrects) return [];
    return [corrects ? DRIFT_CORRECTED : DRIFT_LEFT];
  }

  /** Compared are the names in Chart.yaml; of a package elsewhere, what it is called there. */
  #chartStep(was: Resource, is: Resource): string | undefined {
    const [before, after] = [was, is].map((resource) => this.#chartName(resource));
    if (!before || !after || before === after || !reinstallsOtherCharts(is)) return undefined;
    return `Helm uninstalls its release of chart \`${before}\`, with what that stored in the cluster, and installs chart \`${after}\``;
  }

  #chartName(resource: Resource): string | undefined {
    const { chart, local } = this.#releases.get(resource) ?? {};
    if (chart === undefined || chart.isPath) return local?.name;
    return chart.isNamed ? chart.name : undefined;
  }
}

const DRIFT_CORRECTED =
  'what differs from its release in the cluster is put back from now on: `spec.driftDetection.mode` is `enabled`';
const DRIFT_LEFT = 'what is changed in the cluster is no longer put back: `spec.driftDetection.mode` is not `enabled`';

/** @returns what differs from Helm's defaults where it uninstalls a release */
function uninstallOptions({ node }: Resource): readonly string[] {
  const options = nodeAt(node, 'spec', 'uninstall');
  const isOrphaning = textAt(options, 'deletionPropagation') === 'orphan';
  return [...(isOrphaning ? [ORPHANS] : []), ...(textAt(options, 'keepHistory') === 'true' ? [KEEPS_HISTORY] : [])];
}

/** @see helm pkg/action Uninstall.DeletionPropagation, whose background deletion takes with an object what it owns */
const ORPHANS =
  'what its objects own, such as the pods of its Deployments, keeps running: `spec.uninstall.deletionPropagation` is `orphan`';
const KEEPS_HISTORY = 'the records of its revisions stay in the cluster: `spec.uninstall.keepHistory`';

const WAITS = 'nothing happens to its release: it is suspended';
const SUSPENDED = 'nothing happens to its release from now on: it is suspended';

function isSuspended({ node }: Resource): boolean {
  return textAt(node, 'spec', 'suspend') === 'true';
}

/** helm-controller knows a release by where it is; it uninstalls nothing in a cluster that it is no longer told of. */
function clusterStep(was: Resource, is: Resource): string | undefined {
  const [before, after] = [releaseCluster(was), releaseCluster(is)];
  if (before === after) return undefined;
  return `Helm installs its release in ${clusterText(after)}; in ${clusterText(before)} it keeps running, and nothing manages it`;
}

function clusterText(cluster: string): string {
  return cluster === '' ? 'this cluster' : `the cluster of \`${cluster}\``;
}

function targetStep(was: Resource, is: Resource): string | undefined {
  const [before, after] = [releaseTarget(was), releaseTarget(is)];
  if (before.namespace !== after.namespace || before.name !== after.name) {
    return `Helm uninstalls release \`${before.namespace}/${before.name}\`, with what that stored in the cluster, and installs \`${after.namespace}/${after.name}\``;
  }
  if (before.storageNamespace === after.storageNamespace) return undefined;
  return `Helm uninstalls its release, with what that stored in the cluster, and installs it again: its storage moves from namespace \`${before.storageNamespace}\` to \`${after.storageNamespace}\``;
}

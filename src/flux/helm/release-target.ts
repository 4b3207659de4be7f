import type { Resource } from '../../kustomize/model/resource.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { releaseNamespace } from './helm-release.ts';

/** What makes a Helm release another one, whatever is in it. */
export interface ReleaseTarget {
  readonly namespace: string;
  readonly name: string;
  /** Where Helm keeps what it knows of the release. */
  readonly storageNamespace: string;
}

/**
 * @param release a HelmRelease
 * @returns the release that helm-controller installs for it
 * @see fluxcd/helm-controller api/v2 HelmRelease.GetReleaseName, GetReleaseNamespace, GetStorageNamespace
 */
export function releaseTarget(release: Pick<Resource, 'node' | 'name' | 'namespace'>): ReleaseTarget {
  const { node, name } = release;
  const targetNamespace = textAt(node, 'spec', 'targetNamespace');
  return {
    namespace: releaseNamespace(release),
    name: textAt(node, 'spec', 'releaseName') || (targetNamespace === '' ? name : `${targetNamespace}-${name}`),
    storageNamespace: textAt(node, 'spec', 'storageNamespace') || release.namespace,
  };
}

/**
 * @returns whether helm-controller installs a chart of another name anew; else it upgrades the release in place
 * @see fluxcd/helm-controller api/v2 Upgrade.GetChartNameChangeStrategy
 */
export function reinstallsOtherCharts({ node }: Pick<Resource, 'node'>): boolean {
  return textAt(node, 'spec', 'upgrade', 'chartNameChangeStrategy') !== 'InPlaceUpdate';
}

/** @returns which cluster a release is installed in, by what names its credentials; empty for the cluster itself */
export function releaseCluster({ node }: Pick<Resource, 'node'>): string {
  const named = (reference: string) => textAt(node, 'spec', 'kubeConfig', reference, 'name');
  return [named('secretRef'), named('configMapRef')].filter((name) => name !== '').join(' ');
}

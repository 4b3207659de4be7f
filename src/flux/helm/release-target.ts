import type { Resource } from '../../kustomize/model/resource.ts';
import { textAt } from '../../yaml/node/node-at.ts';

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

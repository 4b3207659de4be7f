import { releaseNamespace } from '../../helm/release/release-target.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { textAt } from '../../yaml/node/node-at.ts';

/** Group and kind of what helm-controller reconciles. */
export const HELM_RELEASE = 'helm.toolkit.fluxcd.io/HelmRelease';

/** @returns whether helm-controller installs a chart for an object */
export function isHelmRelease({ gvk, kind }: Pick<Resource, 'gvk' | 'kind'>): boolean {
  return `${gvk.group}/${kind}` === HELM_RELEASE;
}

/** @returns every HelmRelease in lists */
export const helmReleasesIn = searchFor(isHelmRelease);

/**
 * @returns the namespace that helm-controller creates for a HelmRelease before it installs; `undefined` where it is not
 *   told to
 * @see fluxcd/helm-controller api/v2 Install.CreateNamespace
 */
export function namespaceCreatedBy(release: Pick<Resource, 'node' | 'namespace'>): string | undefined {
  const isCreated = textAt(release.node, 'spec', 'install', 'createNamespace') === 'true';
  return isCreated ? releaseNamespace(release) : undefined;
}

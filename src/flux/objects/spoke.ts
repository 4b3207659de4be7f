import { textAt } from '../../yaml/node/node-at.ts';
import type { FluxKustomization } from './flux-kustomization.ts';
import { unknownFieldIn } from './unknown-field.ts';

/** The cluster that holds the FluxKustomizations at hand, as opposed to a spoke that they apply to. */
export const HUB = '';

/**
 * The cluster that a FluxKustomization applies to: the one that it stands in, or another by `spec.kubeConfig`.
 *
 * @param home the cluster it stands in
 * @returns {@link HUB}, `namespace/secret` for a spoke, `namespace/secret->namespace/secret` for a spoke's spoke
 * @see fluxcd/kustomize-controller docs/spec/v1/kustomizations.md, Remote clusters
 */
export function clusterOf({ spec, namespace }: Pick<FluxKustomization, 'spec' | 'namespace'>, home: string): string {
  // Told as a problem of its root, which stands where it is written.
  if (unknownFieldIn(spec, 'kubeConfig') !== undefined) return home;
  const name = textAt(spec, 'kubeConfig', 'secretRef', 'name') || textAt(spec, 'kubeConfig', 'configMapRef', 'name');
  if (name === '') return home;
  const spoke = `${namespace}/${name}`;
  return home === HUB ? spoke : `${home}->${spoke}`;
}

/** What is known of a kustomize-controller of which the repository does not tell. */
export interface LikelyController {
  /** Its release, where all other clusters of the fleet run the same. */
  readonly version?: { readonly major: number; readonly minor: number; readonly patch: number | undefined } | undefined;
  /** Whether a variable without value and default is an error to it. */
  readonly isStrict?: boolean;
}

/** Where a cluster starts, and what the repository does not say of it. */
export interface ClusterRoot {
  readonly path: string;
  /** All of its paths, where there are several: each a root without a parent. */
  readonly paths?: readonly string[];
  /** Variables that the cluster's bootstrap sets outside the repository. */
  readonly substitute?: ReadonlyMap<string, string>;
  /** `Kind/name` or `Kind/namespace/name` of sources that stand for this repository. */
  readonly sources?: readonly string[];
  /** What is known of its kustomize-controller where the repository does not tell of it. */
  readonly likely?: LikelyController;
  /** The FluxKustomization that builds its path where the repository does not tell of one: `namespace/name`. */
  readonly syncedBy?: string;
  /** The Kubernetes version it runs, as `1.34`; absent if it is not configured. */
  readonly kubernetes?: string | undefined;
}

import { isCompatible } from '../../helm/dependencies/enable.ts';
import { DEFAULT_KUBE_VERSION } from '../../helm/objects/capabilities.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { OpenedChart } from '../helm/open-chart.ts';
import type { Release } from '../helm/releases.ts';
import type { Unrendered } from '../helm/unrendered.ts';
import type { ClusterRoot } from '../objects/spoke.ts';

/** What is known of where a release is installed. */
interface Around extends Pick<ClusterRoot, 'kubernetes'> {
  /** Whether another root has one of the same name that says something else. */
  readonly isOneOfSeveral: boolean;
  readonly isClusterKnown: boolean;
}

/** @returns why nothing is claimed of what a release makes, though its chart may be had */
export function whyNotRendered(release: Release, opened: OpenedChart, around: Around): Unrendered | undefined {
  if (opened.kind === 'unrendered') return opened;
  const { node, trail } = release.resource;
  const place = { kind: 'unrendered' as const, path: trail.origin.path, line: trail.origin.line };
  if (around.isOneOfSeveral) {
    return {
      ...place,
      reason: 'several roots apply different versions of it, and which one wins is not known',
      fix: 'Leave it in one root.',
    };
  }
  const { kubeVersion } = opened.chart.metadata;
  const isOfAnyCluster = kubeVersion === '' || isCompatible(kubeVersion, DEFAULT_KUBE_VERSION.normalized);
  if (around.kubernetes === undefined && !isOfAnyCluster) {
    return {
      ...place,
      reason: `its chart asks for Kubernetes ${kubeVersion}, and which release the cluster runs is not configured`,
      fix: 'Set clusters[].kubernetes in the configuration.',
    };
  }
  if (!around.isClusterKnown) {
    return {
      ...place,
      reason: 'it is installed in a cluster that nothing else here describes',
      fix: 'Manage that cluster from this repository.',
    };
  }
  if (release.problems.length > 0)
    return { ...place, reason: 'its values are not known', fix: 'Fix the problem with its values.' };
  if (textAt(node, 'spec', 'upgrade', 'preserveValues') === 'true') {
    return {
      ...place,
      reason: 'it keeps values of the installed release, which are not known here (spec.upgrade.preserveValues)',
      fix: 'Write all of its values into the HelmRelease.',
    };
  }
  return undefined;
}

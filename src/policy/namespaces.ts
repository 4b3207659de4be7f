import { textAt } from '../yaml/node-at.ts';
import type { Side } from './side.ts';

/** Namespaces that every cluster has without being told. */
const BUILT_IN = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

const HELM_RELEASE = 'helm.toolkit.fluxcd.io/HelmRelease';

const known = new WeakMap<Side, ReadonlySet<string>>();

/**
 * @returns the namespaces that a cluster certainly has: those it declares, those that a HelmRelease makes for itself,
 *   the one that Flux runs in, and those of every cluster
 */
export function namespacesOf(side: Side): ReadonlySet<string> {
  const names = known.get(side) ?? new Set([...BUILT_IN, ...declared(side), ...ofReleases(side), ...ofFlux(side)]);
  known.set(side, names);
  return names;
}

function declared({ index }: Side): readonly string[] {
  return index.ofKind('/Namespace').map(({ resource }) => resource.name);
}

function ofReleases({ index }: Side): readonly string[] {
  const releases = index.ofKind(HELM_RELEASE).map(({ resource }) => resource);
  return releases
    .filter(({ node }) => textAt(node, 'spec', 'install', 'createNamespace') === 'true')
    .map(({ node, namespace }) => textAt(node, 'spec', 'targetNamespace') || namespace);
}

/** Whoever syncs this repository is there already, whether or not the repository says so. */
function ofFlux({ inventory }: Side): readonly string[] {
  const sync = inventory.roots[0]?.flux;
  return sync === undefined ? ['flux-system'] : [sync.namespace];
}

import type { Inventory } from '../../flux/inventory.ts';
import type { Gained } from '../../radius/review-contract.ts';
import { Mapping, Scalar } from '../../yaml/node.ts';
import type { ClusterView, Found, Rule } from '../rule.ts';

/** Namespaces that every cluster has without being told. */
const BUILT_IN = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

export const missingNamespace: Rule = {
  id: 'missing-namespace',
  severity: 'error',
  why: 'An object cannot be created in a namespace that does not exist, and the whole root that holds it stops.',
  check(view) {
    if (view.after === undefined) return [];
    const present = namespacesOf(view.after);
    const missing = new Map<string, Gained[]>();
    for (const gained of view.review.gained) {
      const { namespace } = gained;
      if (namespace === undefined || BUILT_IN.has(namespace) || present.has(namespace)) continue;
      missing.set(namespace, [...(missing.get(namespace) ?? []), gained]);
    }
    return [...missing].map(([namespace, objects]) => describe(view, namespace, objects));
  },
};

function describe(view: ClusterView, namespace: string, objects: readonly Gained[]): Found {
  const [first] = objects;
  const place = first?.chain.findLast(({ path }) => path.startsWith(`${view.cluster.path}/`)) ?? first?.chain[0];
  const names = objects.map(({ kind, name }) => `${kind}/${name}`).join(', ');
  return {
    ...(mayComeFromElsewhere(view) ? { severity: 'notice' as const } : {}),
    message: `${names} cannot be created: namespace ${namespace} does not exist in ${view.cluster.name}`,
    ...(place === undefined ? {} : { path: place.path }),
    ...(place?.line === undefined ? {} : { line: place.line }),
    fix: `Add Namespace ${namespace} to what ${view.cluster.path} refers to, in this pull request or before it.`,
  };
}

/** What is not rendered may hold the namespace: then its absence is not certain. */
function mayComeFromElsewhere({ after, review }: ClusterView): boolean {
  return (after?.external.length ?? 0) > 0 || review.unresolved.length > 0;
}

/** Namespaces that manifests declare, and those that a HelmRelease makes for itself. */
function namespacesOf(inventory: Inventory): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { resource } of inventory.objects) {
    if (resource.kind === 'Namespace' && resource.gvk.group === '') names.add(resource.name);
    if (resource.kind !== 'HelmRelease') continue;
    const spec = resource.node.get('spec');
    if (!(spec instanceof Mapping) || textIn(spec.get('install'), 'createNamespace') !== 'true') continue;
    names.add(textIn(spec, 'targetNamespace') || resource.namespace);
  }
  return names;
}

function textIn(node: unknown, key: string): string {
  const value = node instanceof Mapping ? node.get(key) : undefined;
  return value instanceof Scalar && value.tag !== 'null' ? value.text : '';
}

import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import type { Need } from '../plan/need.ts';

/** A reference from one object to another of its cluster. */
export interface ObjectReference {
  readonly need: Need['kind'];
  readonly kind: string;
  /** Empty for objects of the cluster. */
  readonly namespace: string;
  readonly name: string;
}

/** Fields that name an object of a fixed kind in the same namespace, wherever in a spec they stand. */
const NAMED: Readonly<Record<string, { readonly kind: string; readonly need: Need['kind']; readonly key: string }>> = {
  secretKeyRef: { kind: 'Secret', need: 'secret', key: 'name' },
  secretRef: { kind: 'Secret', need: 'secret', key: 'name' },
  configMapKeyRef: { kind: 'ConfigMap', need: 'config', key: 'name' },
  configMapRef: { kind: 'ConfigMap', need: 'config', key: 'name' },
  configMap: { kind: 'ConfigMap', need: 'config', key: 'name' },
  secret: { kind: 'Secret', need: 'secret', key: 'secretName' },
};

/** Fields with `kind`, `name` and often `namespace`. */
const KINDED: Readonly<Record<string, Need['kind']>> = {
  sourceRef: 'source',
  chartRef: 'source',
  valuesFrom: 'config',
  substituteFrom: 'variables',
};

/**
 * Lists what an object needs of its cluster, as far as its fields tell for certain.
 *
 * @see fluxcd/helm-controller api/v2 HelmReleaseSpec, fluxcd/kustomize-controller api/v1 KustomizationSpec,
 *   kubernetes core/v1 PodSpec
 */
export function objectReferences(resource: Resource): readonly ObjectReference[] {
  const found: ObjectReference[] = [];
  const own = resource.clusterScoped ? '' : resource.namespace || 'default';
  if (own !== '') found.push({ need: 'namespace', kind: 'Namespace', namespace: '', name: own });
  const spec = resource.node.get('spec');
  if (spec === undefined || resource.kind === 'CustomResourceDefinition') return found;
  walk(spec, (key, value) => {
    const named = NAMED[key];
    if (named !== undefined && value instanceof Mapping && !isTrue(value.get('optional'))) {
      const name = textIn(value, named.key);
      if (name !== '') found.push({ need: named.need, kind: named.kind, namespace: own, name });
    }
    const need = KINDED[key];
    for (const each of need === undefined ? [] : itemsOf(value)) {
      const kind = textIn(each, 'kind');
      if (kind === '' || isTrue(each.get('optional'))) continue;
      const is = kind === 'Secret' && need !== 'source' ? 'secret' : need;
      found.push({
        need: is ?? 'config',
        kind,
        namespace: textIn(each, 'namespace') || own,
        name: textIn(each, 'name'),
      });
    }
    if (key === 'serviceAccountName' && value instanceof Scalar && !['', 'default'].includes(value.text))
      found.push({ need: 'service-account', kind: 'ServiceAccount', namespace: own, name: value.text });
    if (key === 'imagePullSecrets')
      for (const each of itemsOf(value))
        found.push({ need: 'secret', kind: 'Secret', namespace: own, name: textIn(each, 'name') });
  });
  const dependsOn = spec instanceof Mapping ? spec.get('dependsOn') : undefined;
  for (const each of itemsOf(dependsOn))
    found.push({
      need: 'depends-on',
      kind: resource.kind,
      namespace: textIn(each, 'namespace') || own,
      name: textIn(each, 'name'),
    });
  return found.filter(({ name }) => name !== '');
}

function walk(node: Node, visit: (key: string, value: Node) => void): void {
  if (node instanceof Sequence) for (const item of node.items) walk(item, visit);
  if (!(node instanceof Mapping)) return;
  for (const [key, value] of node.entries) {
    visit(key, value);
    // Values of a chart are the chart's own language.
    if (key !== 'values' && key !== 'data') walk(value, visit);
  }
}

function itemsOf(node: Node | undefined): readonly Mapping[] {
  if (node instanceof Mapping) return [node];
  return node instanceof Sequence ? node.items.filter((item) => item instanceof Mapping) : [];
}

function textIn(node: Mapping, key: string): string {
  const value = node.get(key);
  return value instanceof Scalar && value.tag !== 'null' ? value.text : '';
}

function isTrue(node: Node | undefined): boolean {
  return node instanceof Scalar && node.text === 'true';
}

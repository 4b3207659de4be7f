import { Mapping, type Node, Sequence } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import type { TypedObject } from './object-ref.ts';
import { type PodUse, podReferences } from './pod-references.ts';
import { podSpecOf } from './pod-spec.ts';

/** Another object that an object's fields name. */
export interface ObjectReference {
  readonly kind: string;
  /** Where it is written; `undefined` for the namespace of the object that refers to it. */
  readonly namespace: string | undefined;
  readonly name: string;
  /** Where it is named. */
  readonly node: Node;
  readonly isOptional: boolean;
  readonly use: ReferenceUse;
}

/** What an object does with another; `setting` where only the other's kind is known. */
export type ReferenceUse = PodUse | 'source' | 'values' | 'variables' | 'dependency' | 'setting';

interface OneKind {
  readonly kind: string;
  /** What may hold the name. */
  readonly keys: readonly string[];
  readonly use?: ReferenceUse;
}

/** Fields that name an object of a fixed kind in the same namespace, wherever in a spec they stand. */
const OF_ONE_KIND: Readonly<Record<string, OneKind>> = {
  secretKeyRef: { kind: 'Secret', keys: ['name'] },
  secretRef: { kind: 'Secret', keys: ['name'] },
  configMapKeyRef: { kind: 'ConfigMap', keys: ['name'] },
  configMapRef: { kind: 'ConfigMap', keys: ['name'] },
  configMap: { kind: 'ConfigMap', keys: ['name'] },
  persistentVolumeClaim: { kind: 'PersistentVolumeClaim', keys: ['claimName'], use: 'claim' },
  // A volume has the one, a source of a projected volume the other.
  secret: { kind: 'Secret', keys: ['secretName', 'name'] },
};

/** Fields with `kind`, `name` and often `namespace`: one such object, or a list of them. */
const OF_ANY_KIND: Readonly<Record<string, ReferenceUse>> = {
  sourceRef: 'source',
  chartRef: 'source',
  valuesFrom: 'values',
  substituteFrom: 'variables',
};

/** A chart's values are its own language; data and patches are other objects' fields. */
const NOT_ITS_OWN: ReadonlySet<string> = new Set(['values', 'data', 'patchesStrategicMerge']);

/**
 * Lists what an object refers to: of what runs pods all that the API has for it, of other kinds what is known by the
 * names of fields that Flux and most operators use.
 *
 * @see kubernetes core/v1 PodSpec, fluxcd/helm-controller api/v2 HelmReleaseSpec, fluxcd/kustomize-controller api/v1
 *   KustomizationSpec
 */
export function objectReferences(object: TypedObject): readonly ObjectReference[] {
  const pod = podSpecOf(object);
  if (pod !== undefined) return podReferences(pod).map((each) => ({ ...each, namespace: undefined }));
  const spec = object.node.get('spec');
  if (spec === undefined || object.gvk.kind === 'CustomResourceDefinition') return [];
  return [
    ...inFields(spec),
    ...itemsOf(nodeAt(spec, 'dependsOn')).flatMap((each) => named(object.gvk.kind, 'dependency', each)),
  ];
}

function inFields(node: Node): readonly ObjectReference[] {
  if (node instanceof Sequence) return node.items.flatMap(inFields);
  if (!(node instanceof Mapping)) return [];
  return [...node.entries].flatMap(([key, value]) => [
    ...inField(key, value),
    ...(NOT_ITS_OWN.has(key) ? [] : inFields(value)),
  ]);
}

function inField(key: string, value: Node): readonly ObjectReference[] {
  if (key === 'serviceAccountName') return named('ServiceAccount', 'account', undefined, value);
  if (key === 'imagePullSecrets') return itemsOf(value).flatMap((each) => named('Secret', 'pull', each));
  const use = OF_ANY_KIND[key];
  if (use !== undefined) return itemsOf(value).flatMap((each) => named(textAt(each, 'kind'), use, each));
  const ofOne = OF_ONE_KIND[key];
  if (ofOne === undefined || !(value instanceof Mapping)) return [];
  const at = ofOne.keys.map((each) => value.get(each)).find((each) => textAt(each) !== '');
  return named(ofOne.kind, ofOne.use ?? 'setting', value, at);
}

/** @param from what says more of the other object than its name, if anything does */
function named(
  kind: string,
  use: ReferenceUse,
  from: Mapping | undefined,
  node = from?.get('name'),
): readonly ObjectReference[] {
  const name = textAt(node);
  if (node === undefined || kind === '' || name === '') return [];
  const isOptional = textAt(from, 'optional') === 'true';
  return [{ kind, namespace: textAt(from, 'namespace') || undefined, name, node, isOptional, use }];
}

function itemsOf(node: Node | undefined): readonly Mapping[] {
  if (node instanceof Mapping) return [node];
  return node instanceof Sequence ? node.items.filter((item) => item instanceof Mapping) : [];
}

import { Mapping, type Node, Scalar, Sequence } from '../yaml/node.ts';
import { applyFieldSpec, FieldSpecError } from './apply-field-spec.ts';
import type { FieldSpec } from './field-specs/field-spec.ts';
import { type Gvk, isSelected } from './field-specs/gvk.ts';
import type { NameReference } from './field-specs/name-reference-spec.ts';
import { isNull } from './is-null.ts';
import { mapItems } from './map-items.ts';
import { failAt } from './problem.ts';
import { type Query, Referrals } from './referrals.ts';
import { describe, type Resource } from './resource.ts';
import { setScalar } from './set-scalar.ts';

/** A field that may hold another object's name, and the kind of that object. */
interface ReferenceField {
  readonly referred: Gvk;
  readonly field: FieldSpec;
}

/**
 * Follows every name that has changed to the fields that refer to it.
 *
 * @throws BuildError where a name could mean several objects that now have different names
 * @see kustomize api/internal/accumulator/namereferencetransformer.go, api/filters/nameref
 */
export function fixNameReferences(
  resources: readonly Resource[],
  references: readonly NameReference[],
): readonly Resource[] {
  const referrals = new Referrals(resources);
  const fieldsOf = referenceFieldsByKind(references);
  return resources.map((referrer) => {
    let current = referrer;
    for (const { referred, field } of fieldsOf({ ...referrer.gvk, kind: referrer.original.kind })) {
      current = fixField(current, referred, field, referrals);
    }
    return current;
  });
}

/** Most kinds have no reference field at all; the others are looked up once. */
function referenceFieldsByKind(references: readonly NameReference[]): (gvk: Gvk) => readonly ReferenceField[] {
  const byKind = new Map<string, readonly ReferenceField[]>();
  return (gvk) => {
    const key = `${gvk.group}/${gvk.version}/${gvk.kind}`;
    let fields = byKind.get(key);
    if (fields === undefined) {
      fields = references.flatMap(({ referred, fields: specs }) =>
        specs
          .filter((spec) => isSelected(gvk, spec))
          .map((spec) => ({ referred, field: { ...spec, group: '', version: '', kind: '' } })),
      );
      byKind.set(key, fields);
    }
    return fields;
  };
}

function fixField(referrer: Resource, referred: Gvk, field: FieldSpec, referrals: Referrals): Resource {
  const isRoleRef = field.path.endsWith('roleRef/name');
  const find: Find = (asked) => referrals.find({ referrer, referred, isRoleRef, ...asked });
  try {
    return referrer.withNode(
      applyFieldSpec(referrer.node, referrer.gvk, field, 'nothing', (old) => fixValue(old, find)),
    );
  } catch (error) {
    if (!(error instanceof FieldSpecError)) throw error;
    const message = `following ${field.path} of ${describe(referrer)}: ${error.message}`;
    throw failAt('transform-failed', message, { path: referrer.trail.origin.path, node: error.node ?? referrer.node });
  }
}

type Find = (asked: Pick<Query, 'name' | 'namespace' | 'takesNamespace'>) => Resource | undefined;

function fixValue(value: Node, find: Find): Node {
  if (value instanceof Sequence)
    return mapItems(value, (item) => (item instanceof Sequence ? item : fixValue(item, find)));
  if (value instanceof Mapping) return fixMapping(value, find);
  if (isNull(value)) return value;
  const referral = find({ name: value.text, namespace: undefined, takesNamespace: false });
  return referral === undefined || referral.name === value.text ? value : renamed(value, referral);
}

/** A mapping names an object by `name`, and by `namespace` where that is written. */
function fixMapping(value: Mapping, find: Find): Node {
  const name = value.get('name');
  if (name === undefined) throw new FieldSpecError('there is no "name" to follow', value);
  const namespace = value.get('namespace');
  const oldName = name instanceof Scalar ? name.text : '';
  const referral = find({
    name: oldName,
    namespace: namespace instanceof Scalar ? namespace.text : undefined,
    takesNamespace: true,
  });
  if (referral === undefined) return value;
  if (referral.name === oldName && referral.namespace === '') return value;
  const followed = value.with('name', renamed(name, referral));
  if (referral.namespace === '') return followed;
  const by = referral.node.get('metadata');
  return followed.with(
    'namespace',
    setScalar(namespace, referral.namespace, namespace === undefined ? 'string' : 'written', by),
  );
}

function renamed(old: Node, referral: Resource): Node {
  const metadata = referral.node.get('metadata');
  return setScalar(old, referral.name, 'written', metadata instanceof Mapping ? metadata.get('name') : undefined);
}

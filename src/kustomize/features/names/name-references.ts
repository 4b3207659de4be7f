import { onceTogether, onceWhile } from '../../../memo/by-value.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import { failAt } from '../../model/problem.ts';
import { describeResource, type Resource } from '../../model/resource.ts';
import { isNull } from '../../nodes/is-null.ts';
import { mapItems } from '../../nodes/map-items.ts';
import { setScalar } from '../../nodes/set-scalar.ts';
import type { NameReference } from './name-reference-spec.ts';
import { namesIn, type ReferenceField, referenceFields } from './reference-fields.ts';
import { type Query, Referrals, refuseBlankSubjects } from './referrals.ts';

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
  return resources.map((referrer) => {
    const fields = referenceFields(references, { ...referrer.gvk, kind: referrer.original.kind });
    refuseBlankSubjects(referrer);
    const naming = namesIn(referrer.node, fields).filter(({ names }) => names?.some(referrals.isNamed) ?? true);
    if (naming.length === 0) return referrer;
    const answers: unknown[] = [];
    const fixed = naming.reduce((current, { field }) => fixField(current, field, referrals, answers), referrer);
    return fixed.node === referrer.node
      ? referrer
      : fixed.withNode(sameAgain(referrer.node, answers, () => fixed.node));
  });
}

/** What has not changed is known by its node: the same answers make the same node again. */
const sameAgain = onceWhile<Mapping, Mapping>();

function fixField(
  referrer: Resource,
  { referred, field }: ReferenceField,
  referrals: Referrals,
  answers: unknown[],
): Resource {
  const isRoleRef = field.path.endsWith('roleRef/name');
  const find: Find = (asked) => referrals.find({ referrer, referred, isRoleRef, ...asked });
  answers.push(field);
  try {
    const fixed = applyFieldSpec(referrer.node, referrer.gvk, field, 'nothing', (old) => {
      const value = fixValue(old, find);
      answers.push(value);
      return value;
    });
    return referrer.withNode(fixed);
  } catch (error) {
    if (!(error instanceof FieldSpecError)) throw error;
    const message = `updating the reference ${field.path} of ${describeResource(referrer)}: ${error.message}`;
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
  if (name === undefined) throw new FieldSpecError('it has no "name" field', value);
  const namespace = value.get('namespace');
  const oldName = name instanceof Scalar ? name.text : '';
  const referral = find({
    name: oldName,
    namespace: namespace instanceof Scalar ? namespace.text : undefined,
    takesNamespace: true,
  });
  if (referral === undefined) return value;
  if (referral.name === oldName && referral.namespace === '') return value;
  const named = value.with('name', renamed(name, referral));
  if (referral.namespace === '') return named;
  const by = referral.node.get('metadata');
  return named.with(
    'namespace',
    setScalar(namespace, referral.namespace, namespace === undefined ? 'string' : 'written', by),
  );
}

/** By the name that is followed: what each name that follows it becomes. */
const nameOnce = onceTogether<Node>();

function renamed(old: Node, referral: Resource): Node {
  const metadata = referral.node.get('metadata');
  const by = metadata instanceof Mapping ? metadata.get('name') : undefined;
  const rename = () => setScalar(old, referral.name, 'written', by);
  return by === undefined ? rename() : nameOnce([by, old], rename);
}

import { onceEach, oncePerText, onceTogether } from '../../../memo/by-value.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import type { FieldSpec } from '../../fields/field-spec.ts';
import { type Gvk, isSelected } from '../../model/gvk.ts';
import { isNull } from '../../nodes/is-null.ts';
import type { NameReference } from './name-reference-spec.ts';

/** A field that may hold another object's name, and the kind of that object. */
export interface ReferenceField {
  readonly referred: Gvk;
  readonly field: FieldSpec;
}

/** A field of an object, and the names that stand in it; without them where looking at it fails, or changes the object. */
interface NamingField {
  readonly field: ReferenceField;
  readonly names: readonly string[] | undefined;
}

/** @returns the fields in which objects of a kind name others; most kinds have none */
export function referenceFields(references: readonly NameReference[], gvk: Gvk): readonly ReferenceField[] {
  const once = onceByKind(`${gvk.group}/${gvk.version}/${gvk.kind}`);
  return once([references], () => fieldsOfKind(references, gvk));
}

/** More than the kinds of a fleet: a repository can name kinds without end. */
const MOST_KINDS = 2_000;

/** Every object of a kind has the same fields looked at. */
const onceByKind = oncePerText(MOST_KINDS, () => onceTogether<readonly ReferenceField[]>());

function fieldsOfKind(references: readonly NameReference[], gvk: Gvk): readonly ReferenceField[] {
  return references.flatMap(({ referred, fields: specs }) =>
    specs
      .filter((spec) => isSelected(gvk, spec))
      .map((spec) => ({ referred, field: { ...spec, group: '', version: '', kind: '' } })),
  );
}

/** @returns those of the fields that an object has, each with the names in it */
export function namesIn(node: Mapping, fields: readonly ReferenceField[]): readonly NamingField[] {
  return fields.length === 0 ? [] : namingFieldsFor(fields)(node);
}

/** An object that a build leaves unchanged is looked at once, whatever tree it stands in. */
const namingFieldsFor = onceEach((fields: readonly ReferenceField[]) =>
  onceEach((node: Mapping) => fields.flatMap((field) => namingField(node, field))),
);

const ANY: Gvk = { group: '', version: '', kind: '' };

function namingField(node: Mapping, field: ReferenceField): readonly NamingField[] {
  const names: string[] = [];
  try {
    const looked = applyFieldSpec(node, ANY, field.field, 'nothing', (value) => {
      collect(value, names);
      return value;
    });
    if (looked !== node) return [{ field, names: undefined }];
  } catch (error) {
    if (!(error instanceof FieldSpecError)) throw error;
    return [{ field, names: undefined }];
  }
  return names.length === 0 ? [] : [{ field, names }];
}

function collect(value: Node, names: string[]): void {
  if (value instanceof Sequence) {
    for (const item of value.items) if (!(item instanceof Sequence)) collect(item, names);
  } else if (value instanceof Mapping) {
    const name = value.get('name');
    if (name === undefined) throw new FieldSpecError('it has no "name" field', value);
    names.push(name instanceof Scalar ? name.text : '');
  } else if (!isNull(value)) names.push(value.text);
}

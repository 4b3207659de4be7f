import { onceEach } from '../../memo/by-value.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { resolvePlain } from '../../yaml/node/resolve-tag.ts';
import { type Gvk, isSelected } from '../model/gvk.ts';
import { LIMITS } from '../model/limits.ts';
import { isNull } from '../nodes/is-null.ts';
import { mapItems } from '../nodes/map-items.ts';
import { type FieldSpec, splitFieldPath } from './field-spec.ts';

/** What is made where a field is absent and its specification says `create`. */
type Creates = 'scalar' | 'mapping' | 'nothing';

/** Gives the new value of a field. */
type SetField = (value: Node) => Node;

/** A field specification that leads through a scalar, or to a node of the wrong kind. */
export class FieldSpecError extends Error {
  readonly node: Node | undefined;

  constructor(message: string, node?: Node) {
    super(message);
    this.name = 'FieldSpecError';
    this.node = node;
  }
}

/** Each specification is applied to every object of a build; its keys go with it, since a repository writes paths without end. */
const keysOf = onceEach(({ path }: FieldSpec): readonly string[] => {
  const keys = splitFieldPath(path);
  if (keys.length > LIMITS.pathParts) throw new FieldSpecError(`a path has more than ${LIMITS.pathParts} parts`);
  return keys;
});

/**
 * Sets every field that a specification names, through mappings and lists alike.
 *
 * @returns the object, itself where nothing changes
 * @throws FieldSpecError where the path leads through a scalar
 * @see kustomize api/filters/fieldspec
 */
export function applyFieldSpec(object: Mapping, gvk: Gvk, spec: FieldSpec, creates: Creates, set: SetField): Mapping {
  if (!isSelected(gvk, spec)) return object;
  const result = descend(object, keysOf(spec), 0, spec.create ? creates : 'nothing', set);
  return result instanceof Mapping ? result : object;
}

function descend(node: Node, keys: readonly string[], at: number, creates: Creates, set: SetField): Node {
  if (at === keys.length) return set(node);
  if (node instanceof Mapping) return descendMapping(node, keys, at, creates, set);
  if (node instanceof Sequence) return mapItems(node, (item) => descend(item, keys, at, creates, set));
  if (isNull(node)) return node;
  throw new FieldSpecError(`expected a list or a mapping before "${keys[at]}", found a scalar`, node);
}

function descendMapping(node: Mapping, keys: readonly string[], at: number, creates: Creates, set: SetField): Node {
  const written = keys[at] ?? '';
  const isList = written.endsWith('[]');
  const key = isList ? written.slice(0, -2) : written;
  if (key === '') throw new FieldSpecError('a field specification has an empty field name', node);
  const makes = creates === 'nothing' || at === keys.length - 1 ? creates : 'mapping';
  if (makes !== 'nothing' && !node.entries.has(key) && resolvePlain(key) !== 'str')
    throw new FieldSpecError(`kustomize cannot create the field "${key}", which is not a string without quotes`, node);
  const value = fill(node.get(key), isList, makes);
  return value === undefined ? node : node.with(key, descend(value, keys, at + 1, creates, set));
}

/** What stands in a field before it is set: an absent one is made only where asked, and no list is; a null one gives way. */
function fill(value: Node | undefined, isList: boolean, makes: Creates): Node | undefined {
  if (!isNull(value)) return value;
  if (isList) return value === undefined ? undefined : new Sequence([], value.place);
  if (makes === 'mapping') return new Mapping([], value?.place);
  if (makes === 'scalar') return new Scalar('', 'str', 'plain', value?.place);
  return value;
}

import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { resolvePlain } from '../../../yaml/node/resolve-tag.ts';
import { FieldSpecError } from '../../fields/apply-field-spec.ts';
import {
  FieldPathError,
  fieldOf,
  isIndex,
  isItemMatch,
  items,
  joinEscaped,
  splitItemMatch,
} from '../../fields/field-path.ts';
import { mapItems } from '../../nodes/map-items.ts';
import { setScalar } from '../../nodes/set-scalar.ts';

/**
 * Puts a value into one field, which is made where it is absent; or, where the field holds a file path, into that.
 *
 * @param path `/`-separated; `\/` is a slash within a key
 * @param position where in the file path the value goes, counted from 1; 0 replaces the field
 * @throws FieldSpecError where the path leads through a scalar, or to what is none
 * @see kustomize api/filters/valueadd
 */
export function addValue(object: Node, path: string, position: number, value: Scalar): Node {
  const parts = joinEscaped(path.split('/'), '/');
  try {
    return descend(
      object,
      parts.map((part) => part.trim()).filter((part) => part !== ''),
      (old) => {
        if (old !== undefined && !(old instanceof Scalar)) throw new FieldSpecError('the field must be a scalar', old);
        const text = position > 0 ? insertPart(old?.text ?? '', position - 1, value.text) : value.text;
        return setScalar(old, text, 'written', value);
      },
    );
  } catch (error) {
    if (error instanceof FieldPathError) throw new FieldSpecError(error.message, object);
    throw error;
  }
}

function descend(node: Node, [part, ...rest]: readonly string[], set: (old: Node | undefined) => Node): Node {
  if (part === undefined) return set(node);
  if (isIndex(part)) return withItem(node, Number(part), (item) => descend(item, rest, set));
  if (part === '-') return withItem(node, items(node).length - 1, (item) => descend(item, rest, set));
  if (part === '*') throw new FieldPathError('a wildcard is not allowed in this path');
  if (isItemMatch(part)) return inMatch(node, part, rest, set);
  const field = fieldOf(node, part);
  if (!(node instanceof Mapping)) return node;
  if (field !== undefined) return node.with(part, descend(field, rest, set));
  return node.with(part, rest.length === 0 ? set(undefined) : descend(made(rest), rest, set));
}

function made([next = '']: readonly string[]): Node {
  return isItemMatch(next) || isIndex(next) ? new Sequence([]) : new Mapping([]);
}

function withItem(list: Node, index: number, update: (item: Node) => Node): Node {
  items(list);
  return list instanceof Sequence ? mapItems(list, (item, at) => (at === index ? update(item) : item)) : list;
}

function inMatch(list: Node, part: string, rest: readonly string[], set: (old: Node | undefined) => Node): Node {
  const { key, value } = splitItemMatch(part);
  const found = items(list).findIndex((item) => {
    const field = key === '' ? item : item instanceof Mapping ? item.get(key) : undefined;
    return field instanceof Scalar && field.text === value;
  });
  if (found >= 0) return withItem(list, found, (item) => descend(item, rest, set));
  if (!(list instanceof Sequence)) return list;
  const text = new Scalar(value, resolvePlain(value));
  const item = descend(key === '' ? text : new Mapping([[key, text]]), rest, set);
  return new Sequence([...list.items, item], list.place, list.isFlow);
}

/** @see kustomize kyaml/filesys InsertPathPart */
function insertPart(path: string, position: number, part: string): string {
  if (part === '') return path;
  const isAbsolute = path.startsWith('/');
  const parts = path.split('/').filter((each) => each !== '');
  const at = Math.min(position, parts.length);
  const joined = [...parts.slice(0, at), part, ...parts.slice(at)].join('/');
  return isAbsolute ? `/${joined}` : joined;
}

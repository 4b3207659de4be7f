import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { hasType, withoutType } from './untagged.ts';

/**
 * Sets a scalar as kyaml's FieldSetter does: a standing scalar lends its style, so that a value written in quotes
 * stays a string and one written plain is resolved again, unless the setter says that it is a string.
 *
 * @param old what stands there, if anything
 * @param text the new value
 * @param as `string`: a string whatever it looks like; `written`: what the text resolves to in the standing style
 * @param by the node that asks for the value; the new scalar stands at its place
 * @see kustomize kyaml/yaml FieldSetter.Filter
 */
export function setScalar(old: Node | undefined, text: string, as: 'string' | 'written', by: Node | undefined): Scalar {
  const style = old instanceof Scalar ? old.style : 'plain';
  const place = by?.place ?? old?.place;
  if (as === 'written') {
    if (old instanceof Scalar && old.text === text && !hasType(old)) return old;
    return withoutType(text, { style, place });
  }
  if (old instanceof Scalar && old.text === text && old.tag === 'str' && hasType(old)) return old;
  return new Scalar(text, 'str', style, place);
}

/**
 * Sets `metadata.<key>`, making what is absent on the way. A text that YAML 1.1 would not read as a string is written
 * as one only where the field is new.
 *
 * @see kustomize kyaml/yaml RNode.SetMapField
 */
export function setMetadata(object: Mapping, key: string, text: string, by?: Node): Mapping {
  const metadata = object.get('metadata');
  const mapping = metadata instanceof Mapping ? metadata : new Mapping([]);
  const old = mapping.get(key);
  return object.with('metadata', mapping.with(key, setScalar(old, text, typeOfField(old, text), by)));
}

/**
 * Sets a field of the object itself.
 *
 * @see kustomize kyaml/yaml RNode.SetKind, SetApiVersion
 */
export function setTopLevel(object: Mapping, key: string, text: string, by?: Node): Mapping {
  const old = object.get(key);
  return object.with(key, setScalar(old, text, typeOfField(old, text), by));
}

/** A new field is made a string; but an empty one, in which nothing is to be quoted, is nothing. */
function typeOfField(old: Node | undefined, text: string): 'string' | 'written' {
  return old === undefined && text !== '' ? 'string' : 'written';
}

import { Mapping, type Node, Scalar, type Style } from '../../yaml/node/node.ts';
import { resolvePlain } from '../../yaml/node/resolve-tag.ts';
import { typeOf, withType } from './untagged.ts';

/**
 * A value that is set where another stood takes over how that one was written: a number set over `"1"` becomes a string,
 * unless its own tag was written out.
 *
 * @see kustomize kyaml/yaml FieldSetter.Filter, goyaml.v3 encoder.node
 */
export function restyle(value: Scalar, style: Style): Scalar {
  if (value.style === style || value.tag === 'null') return value;
  return withType(value.text, typeOf(value), { style, place: value.place });
}

/** @returns a scalar that has lost its tag, and is again what its text says. */
export function untag(value: Scalar): Scalar {
  const tag = value.style === 'plain' ? resolvePlain(value.text) : 'str';
  return tag === value.tag ? value : value.with({ tag });
}

/** @returns whether two nodes are written alike, wherever they stand. */
export function isSameText(a: Node, b: Node): boolean {
  if (a === b) return true;
  if (a instanceof Scalar) {
    return b instanceof Scalar && a.text === b.text && a.tag === b.tag && a.style === b.style;
  }
  if (a instanceof Mapping) {
    if (!(b instanceof Mapping) || a.entries.size !== b.entries.size) return false;
    for (const [key, value] of a.entries) if (!isSameOptional(value, b.entries.get(key))) return false;
    return true;
  }
  if (b.kind !== 'sequence' || a.items.length !== b.items.length) return false;
  return a.items.every((item, i) => isSameOptional(item, b.items[i]));
}

function isSameOptional(a: Node, b: Node | undefined): boolean {
  return b !== undefined && isSameText(a, b);
}

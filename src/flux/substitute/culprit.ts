import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import type { Path } from './field-of.ts';

/** The field of an object that cannot be substituted. */
interface Culprit<Failure> {
  readonly path: Path;
  /** What stands there; of a key, the scalar that it is. */
  readonly node: Scalar;
  readonly failure: Failure;
}

/** Trying them costs a print each. */
const MOST_FIELDS = 200;

/**
 * Finds the field that keeps an object from being substituted: each that holds a variable is tried without all others.
 *
 * @param failureOf why an object cannot be substituted
 * @returns `undefined` where no field fails by itself, as where an expression spans two
 */
export function culpritIn<Failure>(
  object: Mapping,
  failureOf: (object: Mapping) => Failure | undefined,
): Culprit<Failure> | undefined {
  let tried = 0;
  const tryAlone = (path: Path, node: Scalar, alone: Mapping): Culprit<Failure> | undefined => {
    tried += 1;
    const failure = tried <= MOST_FIELDS ? failureOf(alone) : undefined;
    return failure === undefined ? undefined : { path, node, failure };
  };
  const visit = (node: Node, path: Path, around: (inner: Node) => Mapping): Culprit<Failure> | undefined => {
    if (node instanceof Scalar) return node.text.includes('$') ? tryAlone(path, node, around(node)) : undefined;
    if (node instanceof Sequence) {
      return firstOf(node.items.entries(), ([index, item]) => {
        return visit(item, [...path, index], (inner) => around(new Sequence([inner])));
      });
    }
    return firstOf(node.entries, ([key, value]) => {
      const inside = [...path, key];
      const asKey = new Scalar(key, 'str', 'plain', value.place);
      const culprit = key.includes('$') ? tryAlone(inside, asKey, around(new Mapping([[key, PLAIN]]))) : undefined;
      return (
        culprit ?? visit(value, inside, (inner) => around(new Mapping([[key.includes('$') ? 'key' : key, inner]])))
      );
    });
  };
  return visit(object, [], (inner) => (inner instanceof Mapping ? inner : new Mapping([])));
}

const PLAIN = new Scalar('value');

function firstOf<Item, Result>(items: Iterable<Item>, map: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = map(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

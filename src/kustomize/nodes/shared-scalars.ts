import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { mapItems } from './map-items.ts';
import { restyle } from './restyle.ts';

/**
 * Makes scalars one node in all places of an object where they stand: a label that is made in several fields at once is
 * the same `yaml.Node` in all of them, and who sets one of them later sets all.
 *
 * @see kustomize api/filters/filtersutil SetEntry
 */
export function share(node: Mapping, scalars: Iterable<Scalar>): Mapping {
  const shared = new Map(Array.from(scalars, (scalar) => [scalar, scalar.marked({ isShared: true })] as const));
  const result = substitute(node, (scalar) => shared.get(scalar) ?? scalar);
  return result instanceof Mapping ? result : node;
}

/**
 * @param before an object that has shared scalars
 * @param after the same object, once something has been set in it
 * @returns it with every shared scalar set where one of its places was
 */
export function setShared(before: Mapping, after: Mapping): Mapping {
  const changes = new Changes();
  collect(before, after, changes);
  if (changes.isEmpty) return after;
  const result = substitute(after, (scalar) => changes.of(scalar));
  return result instanceof Mapping ? result : after;
}

/** @returns a node whose scalars are all its own, as kustomize makes them where it writes them again. */
export function unshare(node: Node): Node {
  if (node instanceof Scalar) {
    return node.marks.isShared ? node.with() : node;
  }
  if (!(node instanceof Mapping)) return mapItems(node, unshare);
  let result = node;
  for (const [key, value] of node.entries) result = result.with(key, unshare(value));
  return result;
}

/** What shared scalars have become; where several places of one were set, the last has the last word. */
class Changes {
  readonly #latest = new Map<Scalar, Scalar>();
  readonly #former = new Map<Scalar, Scalar>();

  get isEmpty(): boolean {
    return this.#latest.size === 0;
  }

  set(before: Scalar, after: Scalar): void {
    const now = this.#joined(before, after, this.#latest.get(before)).with().marked({ isShared: true });
    this.#latest.set(before, now);
    this.#former.set(after, before);
  }

  /** A merge that passes one place by may quote it, while it sets another. */
  #joined(before: Scalar, after: Scalar, standing: Scalar | undefined): Scalar {
    if (standing === undefined) return after;
    const set = after.text === before.text ? standing : after;
    const isQuoted = after.style === 'double' || standing.style === 'double';
    return restyle(set, isQuoted ? 'double' : set.style);
  }

  of(scalar: Scalar): Scalar {
    return this.#latest.get(this.#former.get(scalar) ?? scalar) ?? scalar;
  }
}

function collect(before: Node, after: Node | undefined, changes: Changes): void {
  if (before === after || after === undefined) return;
  if (before instanceof Scalar) {
    if (!(after instanceof Scalar) || !before.marks.isShared) return;
    changes.set(before, after);
  } else if (before instanceof Mapping) {
    if (!(after instanceof Mapping)) return;
    for (const [key, value] of before.entries) collect(value, after.get(key), changes);
  } else if (after.kind === 'sequence') {
    before.items.forEach((item, index) => {
      collect(item, after.items[index], changes);
    });
  }
}

function substitute(node: Node, by: (scalar: Scalar) => Scalar): Node {
  if (node instanceof Scalar) return by(node);
  if (!(node instanceof Mapping)) return mapItems(node, (item) => substitute(item, by));
  let result = node;
  for (const [key, value] of node.entries) result = result.with(key, substitute(value, by));
  return result;
}

import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { mapItems } from './map-items.ts';
import { restyle } from './restyle.ts';

/**
 * Scalars that are one node to kustomize, wherever they stand in an object: a label that is made in several fields at
 * once is the same `yaml.Node` in all of them, and who sets one of them later sets all.
 *
 * @see kustomize api/filters/filtersutil SetEntry
 */
const shared = new WeakSet<Scalar>();

/** Makes a scalar one node in all places of an object where it stands. */
export function share(scalar: Scalar): void {
  shared.add(scalar);
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
  const result = substitute(after, changes);
  return result instanceof Mapping ? result : after;
}

/** @returns a node whose scalars are all its own, as kustomize makes them where it writes them anew. */
export function unshare(node: Node): Node {
  if (node instanceof Scalar) {
    return shared.has(node) ? new Scalar(node.text, node.tag, node.style, node.place) : node;
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
    const now = this.#joined(before, after, this.#latest.get(before));
    shared.add(now);
    this.#latest.set(before, now);
    this.#former.set(after, before);
  }

  /** A merge that passes one place by may quote it, while it sets another. */
  #joined(before: Scalar, after: Scalar, standing: Scalar | undefined): Scalar {
    const { text, tag, style, place } = after;
    if (standing === undefined) return new Scalar(text, tag, style, place);
    const set = text === before.text ? standing : after;
    const isQuoted = style === 'double' || standing.style === 'double';
    const styled = restyle(set, isQuoted ? 'double' : set.style);
    return new Scalar(styled.text, styled.tag, styled.style, styled.place);
  }

  of(scalar: Scalar): Scalar {
    return this.#latest.get(this.#former.get(scalar) ?? scalar) ?? scalar;
  }
}

function collect(before: Node, after: Node | undefined, changes: Changes): void {
  if (before === after || after === undefined) return;
  if (before instanceof Scalar) {
    if (!(after instanceof Scalar) || !shared.has(before)) return;
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

function substitute(node: Node, changes: Changes): Node {
  if (node instanceof Scalar) return changes.of(node);
  if (!(node instanceof Mapping)) return mapItems(node, (item) => substitute(item, changes));
  let result = node;
  for (const [key, value] of node.entries) result = result.with(key, substitute(value, changes));
  return result;
}

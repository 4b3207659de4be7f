import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';

/** A step to a field: a key, the index of an item, or the item whose key has a value. */
export type Segment = string | number | { readonly key: string; readonly value: string };

/** A field that holds no others. */
export interface Leaf {
  readonly segments: readonly Segment[];
  readonly node: Node;
  /** The list that it is an item of. */
  readonly list?: Sequence | undefined;
}

/** @returns the fields of an object, in its order */
export function leavesOf(node: Node, segments: readonly Segment[] = [], list?: Sequence): readonly Leaf[] {
  if (node instanceof Mapping && node.entries.size > 0)
    return [...node.entries].flatMap(([key, value]) => leavesOf(value, [...segments, key]));
  if (node instanceof Sequence && node.items.length > 0)
    return node.items.flatMap((item, index) => leavesOf(item, [...segments, segmentOf(item, index)], node));
  return [{ segments, node, list }];
}

function segmentOf(item: Node, index: number): Segment {
  const name = item instanceof Mapping ? item.get('name') : undefined;
  return name instanceof Scalar ? { key: 'name', value: name.text } : index;
}

/** @returns the node at a path of an object */
export function nodeAtSegments(node: Node | undefined, segments: readonly Segment[]): Node | undefined {
  let at = node;
  for (const segment of segments) {
    if (typeof segment === 'string') at = at instanceof Mapping ? at.get(segment) : undefined;
    else if (!(at instanceof Sequence)) return undefined;
    else if (typeof segment === 'number') at = at.items[segment];
    else at = at.items.find((item) => isNamed(item, segment.value));
  }
  return at;
}

function isNamed(item: Node, value: string): boolean {
  const name = item instanceof Mapping ? item.get('name') : undefined;
  return name instanceof Scalar && name.text === value;
}

/** @returns a path as text: `spec.containers[name=app].image` */
export function segmentsText(segments: readonly Segment[]): string {
  let text = '';
  for (const segment of segments) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (typeof segment === 'object') text += `[${segment.key}=${segment.value}]`;
    else if (/^[\w-]+$/.test(segment)) text += text === '' ? segment : `.${segment}`;
    else text += `["${segment}"]`;
  }
  return text;
}

/**
 * @param fields of one object, in its order
 * @returns each with a text that no other has: its path, and where several share that, which of them it is
 */
export function namedFields<Field extends Pick<Leaf, 'segments'>>(
  fields: readonly Field[],
): readonly (readonly [string, Field])[] {
  const paths = fields.map(({ segments }) => segmentsText(segments));
  const total = new Map<string, number>();
  for (const path of paths) total.set(path, (total.get(path) ?? 0) + 1);
  const seen = new Map<string, number>();
  return fields.map((field, at) => {
    const path = paths[at] ?? '';
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    return [total.get(path) === 1 ? path : `${path} (${count})`, field];
  });
}

/** @returns the offsets at which something of an object begins, in the order of its text */
export function offsetsIn(node: Node): readonly number[] {
  const offsets: number[] = [];
  const collect = (each: Node): void => {
    if (each.place !== undefined) offsets.push(each.place.offset);
    const children = each instanceof Mapping ? each.entries.values() : each instanceof Sequence ? each.items : [];
    for (const child of children) collect(child);
  };
  collect(node);
  return offsets.sort((a, b) => a - b);
}

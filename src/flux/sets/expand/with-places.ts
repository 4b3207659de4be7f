import { Mapping, type Node, Sequence } from '../../../yaml/node/node.ts';

/** @returns what a template made, each part of it in the place of what it was made of, as far as that has the same path */
export function withPlaces(made: Node, template: Node | undefined): Node {
  if (template?.place === undefined) return made;
  if (made instanceof Mapping) {
    const inner = template instanceof Mapping ? template : undefined;
    const entries = [...made.entries].map(([key, value]) => [key, withPlaces(value, inner?.get(key))] as const);
    return new Mapping(entries, template.place);
  }
  if (!(made instanceof Sequence)) return made.at(template.place);
  const items = template instanceof Sequence ? template.items : [];
  return new Sequence(
    made.items.map((item, at) => withPlaces(item, items[at])),
    template.place,
  );
}

import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import { Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';

/** What tells an object from others. */
const IDENTITY = [['kind'], ['metadata', 'name'], ['metadata', 'namespace']] as const;

/** @returns whether it is not known which object of the cluster an object is, as variables name it that only the cluster has */
export function hasUnknownName(resource: Resource): boolean {
  return unknownNamesOf(resource).length > 0;
}

function unknownNamesOf({ node }: Resource): readonly Scalar[] {
  return IDENTITY.flatMap((path) => {
    const value = nodeAt(node, ...path);
    return value instanceof Scalar && value.hidden === 'opaque' ? [value] : [];
  });
}

/** @returns by what stands here for a name, kind or namespace that is not known, the text that it is written as */
const namesIn = onceEach(({ roots }: Inventory): ReadonlyMap<string, string> => {
  const resources = roots.flatMap((root) => root.resources);
  const named = resources.flatMap(unknownNamesOf);
  return new Map(named.flatMap(({ text, marks: { template } }) => (template === undefined ? [] : [[text, template]])));
});

/**
 * Puts the text that it is written as in the place of each name that only the cluster has.
 *
 * @param said plain data
 * @param inventories of all that it is about
 */
export function withWrittenNames<Said extends object>(said: Said, inventories: readonly Inventory[]): Said {
  const names = new Map(inventories.flatMap((inventory) => [...namesIn(inventory)]));
  if (names.size === 0) return said;
  // A name may be a part of a longer one.
  const all = [...names].sort(([a], [b]) => b.length - a.length);
  const inside = (json: string) =>
    all.reduce((text, [name, template]) => text.replaceAll(name, JSON.stringify(template).slice(1, -1)), json);
  const result: Said = JSON.parse(inside(JSON.stringify(said)));
  return result;
}

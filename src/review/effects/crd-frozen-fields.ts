import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { onceEach } from '../../memo/by-value.ts';
import { Mapping, type Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import type { NodeChange } from '../diff/field-changes.ts';

/** A field and the keys that lead to it. */
type Path = readonly string[];

/** `self == oldSelf`, or of one field `self.a == oldSelf.a`, whichever stands first: nothing else is read. */
const EQUAL = /^\s*(self|oldSelf)((?:\.[A-Za-z_]\w*)*)\s*==\s*(self|oldSelf)((?:\.[A-Za-z_]\w*)*)\s*$/;

/**
 * The fields of custom resources that their CustomResourceDefinition lets nobody change. Only fields that are reached
 * by names count: an item of a list is not always found again.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#transition-rules
 */
export class FrozenFields {
  readonly #sides: readonly ReadonlyMap<string, readonly Path[]>[];

  constructor(before: Inventory | undefined, after: Inventory | undefined) {
    this.#sides = [before, after].flatMap((each) => (each === undefined ? [] : [frozenIn(each)]));
  }

  /**
   * @returns whether the API server refuses a change: `certain` where both sides of the merge hold the rule and both
   *   objects the field; `likely` where one leaves something of it to a default
   */
  immutability(
    { segments, before: was, after: is }: NodeChange,
    { resource: before }: InventoryObject,
    { resource: after }: InventoryObject,
  ): 'certain' | 'likely' | undefined {
    if (before.apiVersion !== after.apiVersion) return undefined;
    const [first = [], second = []] = this.#sides.map((side) => side.get(`${after.apiVersion}/${after.kind}`));
    const path = first.find((each) => {
      const isMeant = each.every((key, at) => segments[at] === key) && second.some((other) => isSame(each, other));
      return isMeant && nodeAt(before.node, ...each) !== undefined && nodeAt(after.node, ...each) !== undefined;
    });
    if (path === undefined) return undefined;
    return was === undefined || is === undefined ? 'likely' : 'certain';
  }
}

function isSame(one: Path, other: Path): boolean {
  return one.length === other.length && one.every((key, at) => other[at] === key);
}

/** By `group/version/kind`. */
const frozenIn = onceEach(({ roots }: Inventory): ReadonlyMap<string, readonly Path[]> => {
  const definitions = definitionsIn(roots.map(({ resources }) => resources));
  return new Map(definitions.flatMap(({ node }) => frozenByDefinition(node)));
});

const definitionsIn = searchFor(({ kind }) => kind === 'CustomResourceDefinition');

/** Most definitions are those of other clusters too, and of other revisions. */
const frozenByDefinition = onceEach((node: Mapping): readonly (readonly [string, readonly Path[]])[] =>
  itemsAt(node, 'spec', 'versions').map((version) => {
    const kind = [textAt(node, 'spec', 'group'), textAt(version, 'name'), textAt(node, 'spec', 'names', 'kind')];
    return [kind.join('/'), frozenBelow(nodeAt(version, 'schema', 'openAPIV3Schema'), [])] as const;
  }),
);

function frozenBelow(schema: Node | undefined, at: Path): readonly Path[] {
  const properties = nodeAt(schema, 'properties');
  const own = itemsAt(schema, 'x-kubernetes-validations').flatMap((rule) => frozenBy(textAt(rule, 'rule'), at));
  if (!(properties instanceof Mapping)) return own;
  return [...own, ...[...properties.entries].flatMap(([key, inner]) => frozenBelow(inner, [...at, key]))];
}

function frozenBy(rule: string, at: Path): readonly Path[] {
  const [, one, field = '', other, same] = EQUAL.exec(rule) ?? [];
  if (one === undefined || one === other || field !== same) return [];
  return [[...at, ...field.split('.').slice(1)]];
}

import type { Installed, Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { leavesOf, namedFields } from '../../helm/trace/leaves.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Node } from '../../yaml/node/node.ts';
import type { FieldChange } from '../contract/field-change.ts';
import type { NodeChange } from '../diff/field-changes.ts';
import { asRendered } from '../unknown/unknown-names.ts';
import type { Causes, Side } from './causes.ts';
import { madeFields } from './made-fields.ts';
import type { MadeField } from './made-places.ts';

type MadeChange = NonNullable<FieldChange['made']>;

/** One changed object of a cluster, called as its review calls it. */
export interface AskedObject {
  readonly cluster: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where it has none. */
  readonly namespace: string;
  readonly name: string;
}

const IDENTITY = ['apiVersion', 'kind', 'namespace', 'name'] as const;

/** Of one cluster: each release costs what rendering it twice does. */
const MOST_RELEASES = 20;

type Sides = Readonly<Record<Side, Inventory | undefined>>;

/** Tells of changed fields that charts make which line wrote each, and who set what it is made of. */
export class MadeChanges {
  readonly #sides: Sides;
  readonly #releases = new Set<Installed>();
  readonly #fields = new Map<InventoryObject, ReadonlyMap<Node, MadeField> | undefined>();
  readonly #causes: Causes;
  readonly #asked: AskedObject | undefined;

  /** @param asked of which alone it tells; of all where it is not given */
  constructor({ before, after }: Sides, causes: Causes, asked?: AskedObject) {
    this.#sides = { before, after };
    this.#causes = causes;
    const inventories = [before, after].flatMap((each) => each ?? []);
    const rendered = (text: string) => asRendered(text, inventories);
    this.#asked = asked && { ...asked, namespace: rendered(asked.namespace), name: rendered(asked.name) };
  }

  /** @returns how a field is made after the merge, or was where it is gone; nothing where that is not certain */
  of(
    { before: was, after: is }: NodeChange,
    before: InventoryObject,
    after: InventoryObject,
  ): Pick<FieldChange, 'made'> | undefined {
    if (!this.#isAsked(after)) return undefined;
    const [object, side]: [InventoryObject, Side] = is === undefined ? [before, 'before'] : [after, 'after'];
    const inventory = this.#sides[side];
    const fields = inventory && this.#fieldsOf(object, inventory);
    const node = is ?? was;
    const made = fields && node && madeOf(node, fields);
    if (made === undefined) return undefined;
    const { place, how } = made;
    const placed = (at: FileLine | undefined) => (at === undefined ? {} : { place: this.#causes.placed(at, side) });
    const told: MadeChange = {
      ...placed(place),
      ...(how.setBy === undefined ? {} : { setBy: how.setBy }),
      values: how.values.map(({ place: at, ...value }) => ({ ...value, ...placed(at) })),
    };
    return { made: told };
  }

  #isAsked({ resource }: InventoryObject): boolean {
    const asked = this.#asked;
    return asked === undefined || IDENTITY.every((key) => resource[key] === asked[key]);
  }

  #fieldsOf(object: InventoryObject, inventory: Inventory): ReadonlyMap<Node, MadeField> | undefined {
    if (this.#fields.has(object)) return this.#fields.get(object);
    const fields = this.#mayTrace(object) ? byNode(object, inventory) : undefined;
    this.#fields.set(object, fields);
    return fields;
  }

  #mayTrace({ root: { release } }: InventoryObject): boolean {
    if (release === undefined) return false;
    if (this.#releases.size < MOST_RELEASES) this.#releases.add(release);
    return this.#releases.has(release);
  }
}

/** How the fields of an object that hold no others are made, each by what it is: lists tell their items in several ways. */
function byNode(object: InventoryObject, inventory: Inventory): ReadonlyMap<Node, MadeField> | undefined {
  const made = madeFields(object, inventory);
  if (made === undefined) return undefined;
  const fields = namedFields(leavesOf(object.resource.node));
  const times = new Map<Node, number>();
  for (const [, { node }] of fields) times.set(node, (times.get(node) ?? 0) + 1);
  return new Map(
    fields.flatMap(([path, { node }]): readonly (readonly [Node, MadeField])[] => {
      const how = made.get(path);
      return how === undefined || times.get(node) !== 1 ? [] : [[node, how]];
    }),
  );
}

/** A field that holds others is made where the first of them is, and of all that they are made of. */
function madeOf(node: Node, fields: ReadonlyMap<Node, MadeField>): MadeField | undefined {
  const inner = leavesOf(node).map((leaf) => fields.get(leaf.node));
  const known = inner.flatMap((made) => made ?? []);
  const [first] = known;
  if (first === undefined || known.length < inner.length) return undefined;
  const { setBy, ...how } = first.how;
  const all = known.flatMap((made) => made.how.values);
  const values = [...new Map(all.map((value) => [JSON.stringify(value), value])).values()];
  const isAlike = setBy !== undefined && known.every((made) => made.how.setBy === setBy);
  return { place: first.place, how: { ...how, values, ...(isAlike ? { setBy } : {}) } };
}

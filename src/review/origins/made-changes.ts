import type { Installed, Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { leavesOf, namedFields } from '../../helm/trace/leaves.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Node } from '../../yaml/node/node.ts';
import type { FieldChange } from '../contract/field-change.ts';
import type { ReviewPlace } from '../contract/reference.ts';
import type { NodeChange } from '../diff/field-changes.ts';
import type { ObjectChange } from '../diff/pair.ts';
import type { Causes, Side } from './causes.ts';
import { madeFields } from './made-fields.ts';
import type { MadeField } from './made-places.ts';

export type MadeChange = NonNullable<FieldChange['made']>;

/** One changed object of a cluster. */
export interface AskedObject {
  readonly cluster: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where it has none. */
  readonly namespace: string;
  readonly name: string;
}

/** Which changes of a cluster are told with their lines: all, or those of one object. */
export type AskedLines = 'all' | AskedObject;

/** Of one cluster: each release costs what rendering it twice does. */
const MOST_RELEASES = 20;

type Sides = Readonly<Record<Side, Inventory | undefined>>;

/**
 * Tells of changed fields that charts make which line wrote each, and who set what it is made of: after the merge, or
 * before it where the field is gone.
 *
 * @param asked nothing where nobody has asked
 * @returns nothing of those of which that is not certain
 */
export function madeChanges(
  changed: readonly ObjectChange[],
  sides: Sides,
  causes: Causes,
  asked: AskedLines | undefined,
): ReadonlyMap<NodeChange, MadeChange> {
  if (asked === undefined) return new Map();
  const wanted = asked === 'all' ? changed : changed.filter((change) => isAsked(asked, change));
  const byRelease = new Map<Installed, ObjectChange[]>();
  for (const change of wanted) {
    const { release } = change.after.root;
    if (release !== undefined) byRelease.set(release, [...(byRelease.get(release) ?? []), change]);
  }
  // One release after the other, as a trace is too large to keep many.
  const traced = [...byRelease.values()].slice(0, MOST_RELEASES).flat();
  return new Map(traced.flatMap((change) => [...madeOfObject(change, sides, causes)]));
}

function isAsked({ apiVersion, kind, namespace, name }: AskedObject, { after: { resource } }: ObjectChange): boolean {
  return (
    resource.apiVersion === apiVersion &&
    resource.kind === kind &&
    resource.namespace === namespace &&
    resource.name === name
  );
}

function* madeOfObject(
  { changes, ...objects }: ObjectChange,
  sides: Sides,
  causes: Causes,
): Iterable<readonly [NodeChange, MadeChange]> {
  const fieldsOn = (side: Side) => sides[side] && byNode(objects[side], sides[side]);
  const fields = new Map<Side, ReturnType<typeof fieldsOn>>();
  for (const change of changes) {
    const side = change.after === undefined ? 'before' : 'after';
    if (!fields.has(side)) fields.set(side, fieldsOn(side));
    const [node, known] = [change[side], fields.get(side)];
    const made = node && known && madeOf(node, known);
    if (made !== undefined) yield [change, shown(made, (place) => causes.placed(place, side))];
  }
}

function shown({ place, how: { setBy, values } }: MadeField, show: (place: FileLine) => ReviewPlace): MadeChange {
  const placed = (at: FileLine | undefined) => (at === undefined ? {} : { place: show(at) });
  return {
    ...placed(place),
    ...(setBy === undefined ? {} : { setBy }),
    values: values.map(({ place: at, ...value }) => ({ ...value, ...placed(at) })),
  };
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

/** A field that holds others is made where the first of them is, and of all that they are made of; not where something else set some of them. */
function madeOf(node: Node, fields: ReadonlyMap<Node, MadeField>): MadeField | undefined {
  const inner = leavesOf(node).map((leaf) => fields.get(leaf.node));
  const known = inner.flatMap((made) => made ?? []);
  const [first] = known;
  if (first === undefined || known.length < inner.length) return undefined;
  if (known.some((made) => made.how.setBy !== first.how.setBy)) return undefined;
  const all = known.flatMap((made) => made.how.values);
  const values = [...new Map(all.map((value) => [JSON.stringify(value), value])).values()];
  return { place: first.place, how: { ...first.how, values } };
}

import type { Installed, Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { segmentsText } from '../../helm/trace/leaves.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import type { FieldChange } from '../contract/field-change.ts';
import type { NodeChange } from '../diff/field-changes.ts';
import { madeFields } from './made-fields.ts';
import type { MadeField } from './made-places.ts';

type MadeChange = NonNullable<FieldChange['made']>;

/** Of one cluster: each release costs what rendering it twice does. */
const MOST_RELEASES = 20;

/** Tells of changed fields that charts make which line wrote each, and who set what it is made of. */
export class MadeChanges {
  readonly #sides: { readonly before: Inventory | undefined; readonly after: Inventory | undefined };
  readonly #releases = new Set<Installed>();
  readonly #fields = new Map<InventoryObject, ReadonlyMap<string, MadeField> | undefined>();

  constructor(before: Inventory | undefined, after: Inventory | undefined) {
    this.#sides = { before, after };
  }

  /** @returns how a field is made after the merge, or was where it is gone; nothing where that is not certain */
  of(
    { segments, after: is }: NodeChange,
    before: InventoryObject,
    after: InventoryObject,
  ): Pick<FieldChange, 'made'> | undefined {
    const [object, inventory] = is === undefined ? [before, this.#sides.before] : [after, this.#sides.after];
    const made = inventory && this.#fieldsOf(object, inventory)?.get(segmentsText(segments));
    if (made === undefined) return undefined;
    const { place, how } = made;
    const told: MadeChange = {
      ...(place === undefined ? {} : { place: lineOf(place) }),
      ...(how.setBy === undefined ? {} : { setBy: how.setBy }),
      values: how.values.map(({ place: at, ...value }) => ({
        ...value,
        ...(at === undefined ? {} : { place: lineOf(at) }),
      })),
    };
    return { made: told };
  }

  #fieldsOf(object: InventoryObject, inventory: Inventory): ReadonlyMap<string, MadeField> | undefined {
    if (this.#fields.has(object)) return this.#fields.get(object);
    const fields = this.#mayTrace(object) ? madeFields(object, inventory) : undefined;
    this.#fields.set(object, fields);
    return fields;
  }

  #mayTrace({ root: { release } }: InventoryObject): boolean {
    if (release === undefined) return false;
    if (this.#releases.size < MOST_RELEASES) this.#releases.add(release);
    return this.#releases.has(release);
  }
}

function lineOf({ path, line }: FileLine): NonNullable<MadeChange['place']> {
  return line === undefined ? { path } : { path, line };
}

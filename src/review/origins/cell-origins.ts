import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { segmentsText } from '../../helm/trace/leaves.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { hideNames } from '../secrets/hide-names.ts';
import { shownChange, shownKey } from '../secrets/mask.ts';
import type { SecretValues } from '../secrets/secret-values.ts';
import { type Setting, settingsOf, VALUES } from './cell-settings.ts';
import { type CellWay, waysInto, writtenOf } from './cell-ways.ts';

/** What one cluster runs of a unit. */
export interface Cell {
  readonly cluster: string;
  readonly inventory: Inventory;
  readonly objects: readonly InventoryObject[];
}

/** How it gets there, and what is set of it: as people may see it. */
export interface CellOrigins {
  readonly ways: readonly CellWay[];
  /** The stage that values are compared with; empty for the first one. */
  readonly than: string;
  /** What matters most first: what differs, then what people ask for. */
  readonly settings: readonly CellSetting[];
  /** Settings that are not among them. */
  readonly more: number;
}

export interface CellSetting {
  /** Of which object; empty for a variable. */
  readonly object: string;
  /** `version`, `image`, `controller.replicas`, `${REGION}` */
  readonly name: string;
  /** `***` where it is secret; absent where only the stage before sets it. */
  readonly value?: string;
  /** What the stage before has instead; absent where it is the same, and empty where it sets none. */
  readonly before?: string;
  readonly place?: FileLine;
  /** What sets it where that is another object: `ConfigMap/flux-system/settings`. */
  readonly from?: string;
  readonly isMain: boolean;
}

const MOST_SETTINGS = 60;

/**
 * @param before what the stage before runs of the same unit
 * @param secrets the values of Secrets of both: they stay hidden wherever they are put
 */
export function cellOrigins(cell: Cell, before: Cell | undefined, secrets: SecretValues): CellOrigins {
  const [own, others] = [settingsIn(cell), settingsIn(before)];
  const shown = [...new Set([...own.keys(), ...others.keys()])].flatMap((key) => {
    const [mine, theirs] = [own.get(key) ?? [], others.get(key) ?? []];
    const [first, other] = [mine[0], theirs[0]];
    const of = first ?? other;
    // Which of several that are called the same is meant by which, nobody knows.
    if (before === undefined || mine.length > 1 || theirs.length > 1)
      return mine.map((setting) => shownSetting(setting, { own: setting, other: undefined }, false, secrets));
    return of === undefined ? [] : [shownSetting(of, { own: first, other }, true, secrets)];
  });
  const sorted = shown.toSorted((one, other) => rank(one) - rank(other));
  const hide = (text: string) => hideNames(text, secrets.names);
  return {
    ways: waysInto(cell.objects, cell.inventory).map(({ steps, objects }) => ({
      steps: steps.map(({ what, place }) => ({ what: hide(what), place })),
      objects: objects.map(hide),
    })),
    than: before?.cluster ?? '',
    settings: sorted.slice(0, MOST_SETTINGS).map(({ object, from, ...setting }) => ({
      ...setting,
      object: hide(object),
      ...(from === undefined ? {} : { from: hide(from) }),
    })),
    more: Math.max(0, sorted.length - MOST_SETTINGS),
  };
}

function rank({ before, isMain }: CellSetting): number {
  return before === undefined ? (isMain ? 1 : 2) : 0;
}

/** @returns what is set, by what it is called */
function settingsIn(cell: Cell | undefined): ReadonlyMap<string, readonly Setting[]> {
  const settings = new Map<string, Setting[]>();
  if (cell === undefined) return settings;
  const written = new Map(cell.objects.map(writtenOf).map((object) => [object.resource, object]));
  for (const setting of settingsOf([...written.values()], cell.inventory)) {
    const key = JSON.stringify([setting.object, setting.name]);
    settings.set(key, [...(settings.get(key) ?? []), setting]);
  }
  return settings;
}

function shownSetting(
  { object, name, segments, resource, isValue, list }: Setting,
  { own, other }: { readonly own: Setting | undefined; readonly other: Setting | undefined },
  isCompared: boolean,
  secrets: SecretValues,
): CellSetting {
  const nodes = { before: other?.node, after: own?.node };
  const lists = list === undefined ? {} : { lists: { before: other?.list ?? list, after: own?.list ?? list } };
  const shown = shownChange({ segments, ...nodes, ...lists }, resource, secrets);
  const [before, value] = [nodes.before && textOf(shown.before), nodes.after && textOf(shown.after)];
  const isSame =
    nodes.before !== undefined &&
    nodes.after !== undefined &&
    (sameValue(nodes.before, nodes.after) || before === value);
  const title = own && plainTitle(own.by);
  return {
    object,
    name: isValue ? segmentsText(shown.segments.slice(VALUES.length)) : shownKey(name, secrets),
    isMain: !isValue,
    ...(value === undefined ? {} : { value }),
    ...(isCompared && !isSame ? { before: before ?? '' } : {}),
    ...(own?.place === undefined ? {} : { place: own.place }),
    ...(title === undefined || title === object ? {} : { from: title }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import type { OpenedCell } from '../../ask/cells.ts';
import type { CellOrigins } from '../../review/origins/cell-origins.ts';
import { listed } from '../../text/counted.ts';
import { placeText } from '../../text/place-text.ts';
import { visibleText } from '../../text/visible-text.ts';
import type { FleetCell, FleetSetting, FleetWay, NumberedCell } from './fleet-data.ts';

/** In characters, of a value. */
const LONGEST_VALUE = 300;

/** What opened cells show, each part once: clusters side by side have most of it in common. */
export class CellParts {
  readonly #ways = new Map<string, readonly [number, FleetWay]>();
  readonly #settings = new Map<string, readonly [number, FleetSetting]>();

  numbered(cell: OpenedCell): NumberedCell {
    const { ways, settings, ...rest } = fleetCell(cell);
    return {
      ...rest,
      ways: ways.map((way) => numberOf(way, this.#ways)),
      settings: settings.map((setting) => numberOf(setting, this.#settings)),
    };
  }

  all(): { readonly ways: readonly FleetWay[]; readonly settings: readonly FleetSetting[] } {
    return {
      ways: [...this.#ways.values()].map(([, way]) => way),
      settings: [...this.#settings.values()].map(([, setting]) => setting),
    };
  }
}

/** @returns what a page shows of a cell that is opened */
export function fleetCell({ origins: { ways, than, settings, more } }: OpenedCell): FleetCell {
  return {
    ways: ways.map(({ steps, objects }) => ({
      objects: listed(objects.map((each) => visibleText(each))),
      steps: steps.map(({ what, place }) => ({ what: visibleText(what), place: visibleText(placeText(place)) })),
    })),
    than: visibleText(than),
    settings: settings.map(fleetSetting),
    more,
  };
}

function fleetSetting({
  object,
  name,
  value,
  before,
  place,
  from,
  isMain,
}: CellOrigins['settings'][number]): FleetSetting {
  const places = [...(place === undefined ? [] : [placeText(place)]), ...(from === undefined ? [] : [from])];
  return {
    object: visibleText(object),
    name: visibleText(name),
    ...(value === undefined ? {} : { value: visibleText(value, LONGEST_VALUE) }),
    ...(before === undefined ? {} : { before: visibleText(before, LONGEST_VALUE) }),
    place: visibleText(places.join(', ')),
    isMain,
  };
}

function numberOf<Part>(part: Part, parts: Map<string, readonly [number, Part]>): number {
  const key = JSON.stringify(part);
  const [number] = parts.get(key) ?? [parts.size];
  parts.set(key, [number, part]);
  return number;
}

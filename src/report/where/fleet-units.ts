import type { OpenedFleet } from '../../ask/question.ts';
import type { ObjectRun, UnitRun, WhereObject, WhereUnit } from '../../fleet/where/where-contract.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { placeText } from '../../text/place-text.ts';
import { visibleText } from '../../text/visible-text.ts';
import { driftText } from './drift-text.ts';
import type { CellParts } from './fleet-cells.ts';
import type { FleetObject, FleetUnit, NumberedCell, Runs } from './fleet-data.ts';
import { promotionBoxes } from './promotion-boxes.ts';
import { SIGNS, whereCell } from './where-rows.ts';

/** What belongs to no unit, last on the page. */
export const OWN = 'in the clusters’ own folders';

/** The texts of cells, each once: a large fleet has few of them. */
export class CellTexts {
  readonly #numbers = new Map<string, number>([[SIGNS.absent, 0]]);

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  all(): readonly string[] {
    return [...this.#numbers.keys()];
  }
}

/** The parts of which cells are told, each once. */
export interface UnitParts {
  readonly texts: CellTexts;
  readonly parts: CellParts;
}

/**
 * @param fleet with what could be promoted, and the cells that the page holds; empty where that was not asked
 * @returns every unit, and what belongs to none
 */
export function fleetUnits({ found, offers, cells }: OpenedFleet, { texts, parts }: UnitParts): readonly FleetUnit[] {
  const clusters = found.clusters.map(({ name }) => name);
  const at = new Map(clusters.map((name, index) => [name, index]));
  const byUnit = new Map<string, WhereObject[]>();
  for (const object of found.objects) {
    const known = byUnit.get(object.unit);
    if (known === undefined) byUnit.set(object.unit, [object]);
    else known.push(object);
  }
  const commands = new Map<string, Record<number, string>>();
  for (const { id, unit, cluster, command } of promotionBoxes({ found, offers })) {
    const index = at.get(cluster);
    if (id === undefined || index === undefined) continue;
    const known = commands.get(unit) ?? {};
    known[index] = command;
    commands.set(unit, known);
  }
  const opened = new Map<string, Record<number, NumberedCell>>();
  for (const cell of cells) {
    const index = at.get(cell.cluster);
    if (index === undefined) continue;
    const known = opened.get(cell.unit) ?? {};
    known[index] = parts.numbered(cell);
    opened.set(cell.unit, known);
  }
  const objectsOf = (unit: string) => (byUnit.get(unit) ?? []).map((object) => fleetObject(object, at, texts));
  const units = found.units.map((unit) => ({
    ...plainUnit(unit.unit),
    from: unit.directories.map((each) => visibleText(each)).join(', '),
    drift: driftText(unit).map((sentence) => visibleText(sentence)),
    isSuspended: unit.runs.some(({ suspended }) => suspended),
    runs: runsOf(unit.runs, at, texts),
    objects: objectsOf(unit.unit),
    commands: commands.get(unit.unit) ?? {},
    cells: opened.get(unit.unit) ?? {},
  }));
  if (!byUnit.has('')) return units;
  const own = new Set(byUnit.get('')?.flatMap((object) => object.clusters));
  const runs = encoded(clusters.map((name) => texts.numberOf(own.has(name) ? SIGNS.runs : SIGNS.absent)));
  return [...units, { ...plainUnit(OWN), runs, objects: objectsOf(''), cells: opened.get('') ?? {} }];
}

/** @returns a unit of which no more is known than its name */
export function plainUnit(name: WhereUnit['unit']): FleetUnit {
  const nothing = { from: '', drift: [], isSuspended: false, isNew: false, objects: [], commands: {}, cells: {} };
  return { name: visibleText(name), isOwn: name === OWN, runs: [], ...nothing };
}

function fleetObject(object: WhereObject, at: ReadonlyMap<string, number>, texts: CellTexts): FleetObject {
  const places = new Map<string, number[]>();
  for (const run of object.runs) {
    const place = placeOf(run);
    places.set(place, [...(places.get(place) ?? []), at.get(run.cluster) ?? 0]);
  }
  return {
    title: visibleText(plainTitle(object)),
    runs: runsOf(object.runs, at, texts),
    places: [...places].map(([place, clusters]) => ({ place, clusters: places.size === 1 ? [] : clusters })),
  };
}

function placeOf({ path, line, source }: ObjectRun): string {
  return visibleText(`${placeText({ path, line })}${source === undefined ? '' : `, from ${source}`}`);
}

function runsOf(runs: readonly (ObjectRun | UnitRun)[], at: ReadonlyMap<string, number>, texts: CellTexts): Runs {
  const numbers = Array.from({ length: at.size }, () => 0);
  for (const run of runs) {
    const index = at.get(run.cluster);
    if (index !== undefined) numbers[index] = texts.numberOf(whereCell(run));
  }
  return encoded(numbers);
}

function encoded(numbers: readonly number[]): Runs {
  const runs: number[] = [];
  for (const number of numbers) {
    if (runs.at(-1) === number) runs[runs.length - 2] = (runs.at(-2) ?? 0) + 1;
    else runs.push(1, number);
  }
  return runs;
}

import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { fullName, kindName, objectKey } from '../../kubernetes/facts/object-ref.ts';
import { nearest } from '../../text/nearest.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import type { Fleet } from '../plan/fleet.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { homesOf, withoutStage } from './homes.ts';
import { refuseGenerated } from './refuse-generated.ts';

/** More choices are only counted. */
const MOST = 12;

/** What somebody asked for: a whole unit, or a single object. */
export interface Subject {
  /** As people name it: `foo-app`, `namespace/foo`. */
  readonly name: string;
  /** Asked for as one object, of a set that may hold others. */
  readonly isObject: boolean;
  readonly has: (object: InventoryObject) => boolean;
}

/**
 * Finds what a name means: a unit's name or the end of it, a directory or the end of its path, a file, `kind/name`
 * (`kind/namespace/name` where two have it), or the name of one object. Variants of a thing for several stages are one
 * thing, and case does not count.
 *
 * @throws PromotionRefusal with the choices where it is ambiguous, with the nearest name where there is none
 */
export function findSubject(fleet: Fleet, asked: string): Subject {
  const wanted = plainName(asked);
  const found = findWhole(fleet, wanted) ?? single(fleet, wanted) ?? below(fleet, wanted);
  if (found !== undefined) return found;
  refuseGenerated(fleet, wanted);
  const names = [...unitsIn(fleet), ...objectsIn(fleet).map(({ resource }) => kindName(resource))];
  return refuse(`nothing is named ${asked}`, suggestion(wanted, names));
}

/** @returns what was typed without what shells add to paths */
export function plainName(asked: string): string {
  return asked.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
}

/** @returns the unit, or the directory of one, that a name means @throws PromotionRefusal where it is ambiguous */
export function findWhole(fleet: Fleet, wanted: string): Subject | undefined {
  return several(fleet, wanted, (text) => text) ?? several(fleet, wanted, (text) => text.toLowerCase());
}

function unitsIn(fleet: Fleet): readonly string[] {
  return unitsOf(fleet, objectsIn(fleet));
}

/** @returns the objects of all clusters */
export function objectsIn({ clusters }: Fleet): readonly InventoryObject[] {
  return clusters.flatMap(({ inventory }) => inventory.objects);
}

/** @returns the units that objects are parts of */
export function unitsOf(fleet: Fleet, objects: readonly InventoryObject[]): readonly string[] {
  return [...new Set(objects.flatMap((object) => fleet.units.of(object) ?? []))];
}

/** @returns the objects of a name, a kind and name, or a kind, namespace and name, in whatever case */
export function objectsNamed(fleet: Fleet, wanted: string): readonly InventoryObject[] {
  const name = wanted.toLowerCase();
  return objectsIn(fleet).filter(({ resource }) =>
    [resource.name, kindName(resource), fullName(resource)].some((each) => each.toLowerCase() === name),
  );
}

/**
 * Finds what stands in a file or below a directory, given by its path or, where nothing is there, by the end of it in
 * whatever case.
 *
 * @returns undefined where nothing does
 */
export function belowPath(fleet: Fleet, wanted: string): Subject['has'] | undefined {
  if (wanted === '') return undefined;
  const part = `/${wanted.toLowerCase()}/`;
  const isBelow: Subject['has'] = ({ resource }) => isWithin(resource.trail.origin.path, wanted);
  const isBelowEnd: Subject['has'] = ({ resource }) => `/${resource.trail.origin.path}/`.toLowerCase().includes(part);
  return [isBelow, isBelowEnd].find((each) => objectsIn(fleet).some(each));
}

/** @param fold gives what is the same in names */
function several(fleet: Fleet, wanted: string, fold: Fold): Subject | undefined {
  const units = unitsIn(fleet);
  const [whole, other] = units.filter((name) => fold(name) === fold(wanted));
  if (whole !== undefined && other === undefined) return unit(fleet, whole, new Set([whole]));
  return (
    unitEndingIn(fleet, units, wanted, fold) ?? unitKeptIn(fleet, units, wanted, fold) ?? directory(fleet, wanted, fold)
  );
}

type Fold = (text: string) => string;

/** @returns an object as a command names it: `namespace/foo` */
export function askedName({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return kindName({ kind: kind.toLowerCase(), name });
}

/** @returns all of a unit, or of several that are variants of one */
export function unit(fleet: Fleet, name: string, names: ReadonlySet<string>): Subject {
  return { name, isObject: false, has: (object) => names.has(fleet.units.of(object) ?? '') };
}

function unitEndingIn(fleet: Fleet, units: readonly string[], wanted: string, fold: Fold): Subject | undefined {
  const bare = new Map(units.map((name) => [name, withoutStage(name, fleet)]));
  const found = units.filter((name) => [name, bare.get(name)].some((each) => isEnd(fold(each ?? ''), fold(wanted))));
  if (found.length === 0) return undefined;
  const name = only(fleet, wanted, new Set(found.map((each) => bare.get(each) ?? each)));
  return unit(fleet, name, new Set(found));
}

/** A variant's directory, `ci-excluded/nas`, may have been a unit's name while it was the only one. */
function unitKeptIn(fleet: Fleet, units: readonly string[], wanted: string, fold: Fold): Subject | undefined {
  const found = units.filter((name) => fleet.units.directoriesOf(name).some((each) => isEnd(fold(each), fold(wanted))));
  return found.length === 0 ? undefined : unit(fleet, only(fleet, wanted, new Set(found)), new Set(found));
}

function directory(fleet: Fleet, wanted: string, fold: Fold): Subject | undefined {
  const bare = fold(withoutStage(wanted, fleet));
  const homes = new Set(
    objectsIn(fleet).flatMap((object) => homesOf(object, fleet).filter((home) => isEnd(fold(home), bare))),
  );
  if (homes.size === 0) return undefined;
  const home = only(fleet, wanted, homes);
  const name = home.slice(home.lastIndexOf('/') + 1);
  return { name, isObject: false, has: (object) => homesOf(object, fleet).includes(home) };
}

function single(fleet: Fleet, wanted: string): Subject | undefined {
  const found = objectsNamed(fleet, wanted);
  const [first] = found;
  if (first === undefined) return undefined;
  only(fleet, wanted, new Set(found.map(({ resource }) => kindName(resource))));
  only(fleet, wanted, new Set(found.map(({ resource }) => fullName(resource))));
  const key = objectKey(first.resource);
  const name = askedName(first.resource);
  return { name, isObject: true, has: (object) => objectKey(object.resource) === key };
}

function below(fleet: Fleet, wanted: string): Subject | undefined {
  const has = belowPath(fleet, wanted);
  return has === undefined ? undefined : { name: wanted, isObject: false, has };
}

function isEnd(name: string, wanted: string): boolean {
  return name === wanted || name.endsWith(`/${wanted}`);
}

function suggestion(wanted: string, names: readonly string[]): string {
  const near = nearest(wanted, names);
  return near === undefined ? '`where` lists what runs where.' : `Did you mean ${near}?`;
}

/** @throws PromotionRefusal with the choices, units first, and where each runs, if there is not just one */
export function only(fleet: Fleet, asked: string, choices: ReadonlySet<string>): string {
  const [first, second] = choices;
  if (first !== undefined && second === undefined) return first;
  const isObject = (choice: string): boolean => fleet.units.directoriesOf(choice).length === 0;
  const sorted = [...choices].sort();
  const shown = [...sorted.filter((each) => !isObject(each)), ...sorted.filter(isObject)];
  return refuse(`${asked} is ambiguous: it could be ${shown.slice(0, MOST).join(', ')}`, whichOf(fleet, shown));
}

/** @returns the advice to name one of some units, directories or objects, with where each of the first runs */
export function whichOf(fleet: Fleet, choices: readonly string[]): string {
  const names = (object: InventoryObject): readonly (string | undefined)[] => [
    fleet.units.of(object),
    kindName(object.resource),
    fullName(object.resource),
    ...homesOf(object, fleet),
  ];
  const places = choices.slice(0, MOST).flatMap((choice) => {
    const clusters = fleet.clusters.filter(({ inventory }) =>
      inventory.objects.some((object) => names(object).includes(choice)),
    );
    return clusters.length === 0 ? [] : [`${choice} runs in ${clusters.map(({ cluster }) => cluster.name).join(', ')}`];
  });
  const which = choices.length === 1 ? 'Name it' : 'Name one of them';
  return places.length === 0 ? `${which}.` : `${which}: ${places.join('; ')}.`;
}

/** @throws PromotionRefusal with the choices where all of these units stand in what was asked for */
export function refuseSet(fleet: Fleet, { name }: Subject, units: readonly string[]): void {
  const homes = fleet.units.directoriesOf(name);
  const isInside = (unit: string): boolean =>
    fleet.units.directoriesOf(unit).some((each) => homes.some((home) => each !== home && isWithin(each, home)));
  if (!units.every(isInside)) return;
  const what = units.length === 1 ? 'another unit' : 'several units';
  refuse(`${name} holds ${what}: ${shownUnits(units)}`, whichOf(fleet, units));
}

/** @returns the first of the units, and how many more there are */
export function shownUnits(units: readonly string[]): string {
  const left = units.length - MOST;
  return units.slice(0, MOST).join(', ') + (left > 0 ? ` and ${left} more` : '');
}

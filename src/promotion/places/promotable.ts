import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { fullName, kindName, objectKey } from '../../kubernetes/facts/object-ref.ts';
import { basename, dirname, isWithin } from '../../tree/objects/paths.ts';
import type { Fleet } from '../plan/fleet.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { withCompanions } from './companions.ts';
import { appInOwnTrees, RUNS } from './own-trees.ts';
import {
  askedName,
  belowPath,
  findSubject,
  findWhole,
  objectsIn,
  objectsNamed,
  only,
  plainName,
  type Subject,
  shownUnits,
  unit,
  unitsOf,
  whichOf,
} from './subject.ts';

/**
 * Finds what a name means to who promotes or demotes it: as {@link findSubject}, but an object or a file of an app means
 * the app, a FluxKustomization what it brings, a workload that a chart makes the unit with the chart. A directory of
 * several units is answered with these.
 *
 * @throws PromotionRefusal with the choices where it is ambiguous, with the nearest name where there is none
 */
export function findPromotable(fleet: Fleet, asked: string): Subject {
  const wanted = plainName(asked);
  if (wanted === '') refuse('no unit was given', '`where` lists what runs where.');
  const whole = findWhole(fleet, wanted);
  if (whole !== undefined) return withCompanions(fleet, whole);
  const named = objectsNamed(fleet, wanted);
  if (named.length > 0) return ofObjects(fleet, wanted, named) ?? findSubject(fleet, asked);
  const below = belowPath(fleet, wanted);
  if (below !== undefined) return ofPath(fleet, wanted, objectsIn(fleet).filter(below));
  return ofChart(fleet, wanted) ?? ofPart(fleet, wanted) ?? findSubject(fleet, asked);
}

/** @returns the unit that objects of one name belong to; undefined where they are things by themselves */
function ofObjects(fleet: Fleet, wanted: string, named: readonly InventoryObject[]): Subject | undefined {
  if (named.every(({ resource }) => isFluxKustomization(resource))) return broughtByNamed(fleet, wanted, named);
  if (!wanted.includes('/')) return ofBareName(fleet, wanted, named);
  const units = unitsOf(fleet, named);
  if (units.length === 0) return ofOwnTrees(fleet, named);
  if (!units.every((each) => appsIn(fleet).includes(each))) return undefined;
  return partOf(fleet, unit(fleet, only(fleet, wanted, new Set(units)), new Set(units)), named);
}

/**
 * Objects of several kinds bear a bare name: what is meant is the app, or what the FluxKustomization of that name brings. An
 * object is a choice by itself where it is a part of neither.
 */
function ofBareName(fleet: Fleet, wanted: string, named: readonly InventoryObject[]): Subject | undefined {
  const apps = appsIn(fleet);
  const flux = named.filter(({ resource }) => isFluxKustomization(resource));
  const brought = flux.map((object) => broughtBy(fleet, kindName(object.resource), [object]));
  const names = new Set([
    ...brought.map(({ name }) => name),
    ...unitsOf(fleet, named).filter((each) => apps.includes(each)),
  ]);
  if (names.size === 0) return ofOwnTrees(fleet, named);
  const isPart = (object: InventoryObject): boolean =>
    names.has(fleet.units.of(object) ?? '') || brought.some(({ has }) => has(object));
  const parts = new Set(named.filter(isPart).map(({ resource }) => objectKey(resource)));
  const others = named.filter(({ resource }) => !parts.has(objectKey(resource)) && !isFluxKustomization(resource));
  const name = only(fleet, wanted, new Set([...names, ...others.map(({ resource }) => fullName(resource))]));
  return fleet.units.directoriesOf(name).length === 0
    ? broughtByNamed(fleet, name, flux)
    : partOf(fleet, unit(fleet, name, names), named);
}

/**
 * A directory of several apps has no kustomization that makes them one thing, where lists elsewhere name its files one by
 * one, or Flux applies whatever is there: of these, what was named stands for what its files hold.
 *
 * @param named what was named of the unit
 */
function partOf(fleet: Fleet, whole: Subject, named: readonly InventoryObject[]): Subject {
  const all = objectsIn(fleet).filter(whole.has);
  const files = new Set(named.filter(whole.has).map(fileOf));
  const rest = all.filter((object) => !files.has(fileOf(object)));
  const isBag = all.every((object) => isListedFile(fleet, object)) && hasApp(rest) && all.length > rest.length;
  if (!isBag || isOneApp(all, basename(whole.name))) return withCompanions(fleet, whole);
  const keys = new Set(named.map(({ resource }) => objectKey(resource)));
  const [first] = named;
  const name = first !== undefined && keys.size === 1 ? askedName(first.resource) : [...files].sort().join(' and ');
  return { name, isObject: false, has: (object) => files.has(fileOf(object)) };
}

function fileOf({ resource }: InventoryObject): string {
  return resource.trail.origin.path;
}

function isListedFile({ units }: Fleet, object: InventoryObject): boolean {
  const { origin, via } = object.resource.trail;
  let last = via;
  while (last?.next !== undefined) last = last.next;
  if (origin.generated) return false;
  // Flux takes what stands in a directory.
  if (last?.line === undefined) return true;
  const { directory } = last;
  return !units.directoriesOf(units.of(object) ?? '').some((home) => isWithin(directory, home));
}

function hasApp(objects: readonly InventoryObject[]): boolean {
  return objects.some(({ resource }) => RUNS.test(resource.kind));
}

/** The parts of one app begin with its name. */
function isOneApp(objects: readonly InventoryObject[], name: string): boolean {
  const apps = new Set(objects.filter((each) => hasApp([each])).map(({ resource }) => resource.name));
  return apps.size < 2 || [...apps].every((each) => each.startsWith(name));
}

function ofOwnTrees(fleet: Fleet, named: readonly InventoryObject[]): Subject | undefined {
  const app = appInOwnTrees(fleet, named);
  return app === undefined ? undefined : withCompanions(fleet, app);
}

/** @returns the units that are apps */
function appsIn(fleet: Fleet): readonly string[] {
  return unitsOf(
    fleet,
    objectsIn(fleet).filter(({ resource }) => RUNS.test(resource.kind)),
  );
}

function broughtByNamed(fleet: Fleet, asked: string, named: readonly InventoryObject[]): Subject {
  only(fleet, asked, new Set(named.map(({ resource }) => kindName(resource))));
  return withCompanions(fleet, broughtBy(fleet, findSubject(fleet, asked).name, named));
}

/** What one FluxKustomization brings: of one unit the unit, otherwise all that it brings. */
function broughtBy(fleet: Fleet, name: string, named: readonly InventoryObject[]): Subject {
  const keys = new Set(named.map(({ resource }) => objectKey(resource)));
  const isBrought = ({ root }: InventoryObject): boolean =>
    root.flux !== undefined && keys.has(objectKey(root.flux.resource));
  const units = unitsOf(fleet, objectsIn(fleet).filter(isBrought));
  const [first] = units;
  if (first !== undefined && units.length === 1) return unit(fleet, first, new Set(units));
  const has = (object: InventoryObject): boolean => isBrought(object) || keys.has(objectKey(object.resource));
  return { name, isObject: false, has };
}

/** A file or a directory: of one unit the unit, of several a list of them, of none what stands there. */
function ofPath(fleet: Fleet, path: string, below: readonly InventoryObject[]): Subject {
  const flux = below.filter(({ resource }) => isFluxKustomization(resource));
  const keys = new Set(flux.map(({ resource }) => objectKey(resource)));
  const brought = objectsIn(fleet).filter(({ root }) => {
    return root.flux !== undefined && keys.has(objectKey(root.flux.resource));
  });
  const units = [...unitsOf(fleet, [...below, ...brought])].sort();
  const [first, second] = units;
  if (second !== undefined) refuse(`${path} holds several units: ${shownUnits(units)}`, whichOf(fleet, units));
  if (first !== undefined) return partOf(fleet, unit(fleet, first, new Set(units)), below);
  if (flux.length > 0 && flux.length === below.length) return withCompanions(fleet, broughtBy(fleet, path, flux));
  const subject = findSubject(fleet, path);
  return subject.isObject ? subject : withCompanions(fleet, subject);
}

/** Charts are not rendered: what they make has the name of their release, mostly. */
function ofChart(fleet: Fleet, wanted: string): Subject | undefined {
  const [, namespace, name = ''] = /^[a-z]+\/(?:([^/]+)\/)?([^/]+)$/i.exec(wanted) ?? [];
  const isRelease = ({ resource }: InventoryObject): boolean =>
    resource.kind === 'HelmRelease' &&
    resource.name === name &&
    (namespace === undefined || resource.namespace === namespace);
  const releases = WORKLOAD.test(wanted) ? objectsIn(fleet).filter(isRelease) : [];
  return releases.length === 0 ? undefined : ofObjects(fleet, wanted, releases);
}

const WORKLOAD = /^(deployment|statefulset|daemonset|cronjob|job|pod|service)\//i;

/** A kustomization, a patch or a file of a generator is no object: it is a part of what its directory is. */
function ofPart(fleet: Fleet, path: string): Subject | undefined {
  const isFile = objectsIn(fleet).some(({ root }) => {
    const id = root.reads.get(path);
    return id !== undefined && id !== 'absent';
  });
  return isFile ? findWhole(fleet, dirname(path)) : undefined;
}

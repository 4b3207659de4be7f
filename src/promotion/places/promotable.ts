import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindName, objectKey } from '../../kubernetes/facts/object-ref.ts';
import { dirname, isWithin } from '../../tree/objects/paths.ts';
import type { Fleet } from '../plan/fleet.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { withCompanions } from './companions.ts';
import {
  findSubject,
  findWhole,
  objectsNamed,
  only,
  plainName,
  type Subject,
  shownUnits,
  unit,
  whichOf,
} from './subject.ts';

/** What makes a unit an app: its other objects are parts of it, not things to promote by themselves. */
const RUNS = /^(Deployment|StatefulSet|DaemonSet|CronJob|Job|Rollout|HelmRelease)$/;

/**
 * Finds what a name means to who promotes or demotes it: as {@link findSubject}, but an object or a file of an app means
 * the app, a FluxKustomization what it brings, a workload that a chart makes the unit with the chart. A directory of
 * several units is answered with these.
 *
 * @throws PromotionRefusal with the choices where it is ambiguous, with the nearest name where there is none
 */
export function findPromotable(fleet: Fleet, asked: string): Subject {
  const wanted = plainName(asked);
  const objects = fleet.clusters.flatMap(({ inventory }) => inventory.objects);
  const whole = findWhole(fleet, wanted);
  if (whole !== undefined) return withCompanions(fleet, whole);
  const named = objectsNamed(objects, wanted);
  if (named.length > 0) return ofObjects(fleet, asked, named) ?? findSubject(fleet, asked);
  const below = objects.filter(({ resource }) => isWithin(resource.trail.origin.path, wanted));
  if (wanted !== '' && below.length > 0) return ofPath(fleet, wanted, below);
  return ofChart(fleet, objects, wanted) ?? ofPart(fleet, wanted) ?? findSubject(fleet, asked);
}

/** @returns the unit that objects of one name belong to; undefined where they are things by themselves */
function ofObjects(fleet: Fleet, asked: string, named: readonly InventoryObject[]): Subject | undefined {
  if (named.every(({ resource }) => isFluxKustomization(resource))) return broughtByNamed(fleet, asked, named);
  const units = unitsOf(fleet, named);
  const apps = unitsOf(
    fleet,
    allObjects(fleet).filter(({ resource }) => RUNS.test(resource.kind)),
  );
  if (units.length === 0 || !units.every((each) => apps.includes(each))) return undefined;
  return withCompanions(fleet, unit(fleet, only(fleet, asked, new Set(units)), new Set(units)));
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
  const units = unitsOf(fleet, allObjects(fleet).filter(isBrought));
  const [first] = units;
  if (first !== undefined && units.length === 1) return unit(fleet, first, new Set(units));
  const has = (object: InventoryObject): boolean => isBrought(object) || keys.has(objectKey(object.resource));
  return { name, isObject: false, has };
}

/** A file or a directory: of one unit the unit, of several a list of them, of none what stands there. */
function ofPath(fleet: Fleet, path: string, below: readonly InventoryObject[]): Subject {
  const flux = below.filter(({ resource }) => isFluxKustomization(resource));
  const keys = new Set(flux.map(({ resource }) => objectKey(resource)));
  const brought = allObjects(fleet).filter(({ root }) => {
    return root.flux !== undefined && keys.has(objectKey(root.flux.resource));
  });
  const units = [...unitsOf(fleet, [...below, ...brought])].sort();
  const [first, second] = units;
  if (second !== undefined) refuse(`${path} holds several units: ${shownUnits(units)}`, whichOf(fleet, units));
  if (first !== undefined) return withCompanions(fleet, unit(fleet, first, new Set(units)));
  if (flux.length > 0 && flux.length === below.length) return withCompanions(fleet, broughtBy(fleet, path, flux));
  const subject = findSubject(fleet, path);
  return subject.isObject ? subject : withCompanions(fleet, subject);
}

/** Charts are not rendered: what they make has the name of their release, mostly. */
function ofChart(fleet: Fleet, objects: readonly InventoryObject[], wanted: string): Subject | undefined {
  const [, namespace, name = ''] = /^[a-z]+\/(?:([^/]+)\/)?([^/]+)$/i.exec(wanted) ?? [];
  const isRelease = ({ resource }: InventoryObject): boolean =>
    resource.kind === 'HelmRelease' &&
    resource.name === name &&
    (namespace === undefined || resource.namespace === namespace);
  const releases = WORKLOAD.test(wanted) ? objects.filter(isRelease) : [];
  return releases.length === 0 ? undefined : ofObjects(fleet, wanted, releases);
}

const WORKLOAD = /^(deployment|statefulset|daemonset|cronjob|job|pod|service)\//i;

/** A kustomization, a patch or a file of a generator is no object: it is a part of what its directory is. */
function ofPart(fleet: Fleet, path: string): Subject | undefined {
  const isFile = allObjects(fleet).some(({ root }) => {
    const id = root.reads.get(path);
    return id !== undefined && id !== 'absent';
  });
  return isFile ? findWhole(fleet, dirname(path)) : undefined;
}

function allObjects({ clusters }: Fleet): readonly InventoryObject[] {
  return clusters.flatMap(({ inventory }) => inventory.objects);
}

function unitsOf(fleet: Fleet, objects: readonly InventoryObject[]): readonly string[] {
  return [...new Set(objects.flatMap((object) => fleet.units.of(object) ?? []))];
}

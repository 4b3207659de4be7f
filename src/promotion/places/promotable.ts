import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { Fleet } from '../plan/fleet.ts';
import { withCompanions } from './companions.ts';
import { findSubject, only, type Subject, unit } from './subject.ts';

/** What is a part of an app rather than a thing to promote by itself. */
const RUNS = /^(Deployment|StatefulSet|DaemonSet|CronJob|Job|Rollout|HelmRelease)$/;

/**
 * Finds what a name means to who promotes or demotes it: as {@link findSubject}, but what runs pods, a HelmRelease or a
 * file means its unit, and a FluxKustomization what it brings.
 *
 * @throws PromotionRefusal with the choices where it is ambiguous, with the nearest name where there is none
 */
export function findPromotable(fleet: Fleet, asked: string): Subject {
  const subject = findSubject(fleet, asked);
  const objects = fleet.clusters.flatMap(({ inventory }) => inventory.objects);
  const isFile = /\.ya?ml$/.test(asked);
  if (!subject.isObject && !isFile) return withCompanions(fleet, subject);
  const found = objects.filter(subject.has);
  const [first] = found;
  if (first === undefined) return subject;
  if (found.every(({ resource }) => isFluxKustomization(resource)))
    return withCompanions(fleet, broughtBy(fleet, objects, subject));
  if (!isFile && !RUNS.test(first.resource.kind)) return subject;
  const units = unitsOf(fleet, found);
  const whole = units.length === 0 ? subject : unit(fleet, only(fleet, asked, new Set(units)), new Set(units));
  return withCompanions(fleet, whole);
}

/** Of one unit it means the unit, otherwise all that it brings. */
function broughtBy(fleet: Fleet, objects: readonly InventoryObject[], { name, has }: Subject): Subject {
  const keys = new Set(objects.filter(has).map(({ resource }) => objectKey(resource)));
  const isBrought = ({ root }: InventoryObject): boolean =>
    root.flux !== undefined && keys.has(objectKey(root.flux.resource));
  const units = unitsOf(fleet, objects.filter(isBrought));
  const [first] = units;
  if (first !== undefined && units.length === 1) return unit(fleet, first, new Set(units));
  return { name, isObject: false, has: (object) => isBrought(object) || has(object) };
}

function unitsOf(fleet: Fleet, objects: readonly InventoryObject[]): readonly string[] {
  return [...new Set(objects.flatMap((object) => fleet.units.of(object) ?? []))];
}

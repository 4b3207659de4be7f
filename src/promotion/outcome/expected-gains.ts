import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { type FluxKustomization, isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kindName, objectKey } from '../../kubernetes/facts/object-ref.ts';
import { objectReferences } from '../../kubernetes/facts/object-references.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { comesBy, comesFrom } from '../places/homes.ts';
import type { Subject } from '../places/subject.ts';
import { bareName } from '../plan/bare-name.ts';
import type { Plan } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { reworded } from '../plan/stage-words.ts';
import { keysOf } from './keys-of.ts';
import type { ClusterOutcome } from './outcome.ts';
import { refuseOtherSource } from './refuse-other-source.ts';
import { refuseSecondOwner } from './refuse-second-owner.ts';

/** What a target may gain, and what people should know of how that differs from what the source runs. */
interface ExpectedGains {
  readonly keys: ReadonlySet<string>;
  readonly notes: readonly string[];
  /** @throws PromotionRefusal where the target would get only a part of it */
  readonly refuseHalf: () => void;
}

/** Kinds that make something else better, and that it runs without. */
const ASIDE =
  /^(ConfigMap|Service|Ingress|.*Route|HorizontalPodAutoscaler|PodDisruptionBudget|NetworkPolicy|ServiceMonitor|PodMonitor|PrometheusRule|Image(Policy|Repository|UpdateAutomation))$/;

/**
 * Compares what a target gains with what the source runs of the subjects: the same objects, with names and namespaces in
 * the target's words. What its own variant adds or leaves out is named; a source's own variant may add what stands aside.
 *
 * @returns what may be gained; anything else is too much
 * @throws PromotionRefusal where the base that was chosen for the target is not what the source makes of it
 */
export function expectedGains(
  plan: Plan,
  subjects: readonly Subject[],
  { before, after, gained }: ClusterOutcome,
  source: ClusterInventory,
): ExpectedGains {
  const words = (text: string): string => reworded(text, source.cluster, before.cluster);
  const wanted = source.inventory.objects.filter((object) => subjects.some(({ has }) => has(object)));
  const runs = new Set(wanted.flatMap(({ resource }) => keysOf(resource, words)));
  const own = plan.variants.filter(({ kind, of }) => kind === 'own' && bringsOnly(of, subjects, source));
  const isOwn = (object: InventoryObject): boolean =>
    own.some(({ path }) => comesFrom(object, path)) && !isOfOther(object, plan, subjects);
  const isRun = ({ resource }: InventoryObject): boolean => keysOf(resource).some((key) => runs.has(key));
  const settings = new Set(source.inventory.objects.flatMap(({ resource }) => keysOf(resource, words)));
  const isSetting = (object: InventoryObject): boolean =>
    plan.made.some((directory) => comesBy(object, directory)) &&
    keysOf(object.resource).some((key) => settings.has(key));
  const flux = new Set(gained.filter(({ resource }) => isFluxKustomization(resource)));
  const allowed = new Set(gained.filter((object) => isRun(object) || isOwn(object) || isSetting(object)));
  const rootsOf = (each: FluxKustomization | undefined, object: InventoryObject): boolean =>
    each?.resource.id === object.resource.id;
  // What another repository holds comes with its FluxKustomization, as in the source.
  const elsewhere = new Set(after.external.map(({ flux: { resource } }) => resource.id));
  // A FluxKustomization may come if all that it leads to may.
  for (let size = -1; size !== allowed.size; ) {
    size = allowed.size;
    for (const object of flux) {
      if (elsewhere.has(object.resource.id)) continue;
      const below = after.objects.filter(({ root }) => rootsOf(root.flux, object));
      const isCopied = plan.copied.includes(object.resource.trail.origin.path);
      const isWhole = below.every((each) =>
        allowed.has(gained.find(({ resource }) => resource === each.resource) ?? each),
      );
      if ((below.length > 0 || isCopied) && isWhole) allowed.add(object);
      else allowed.delete(object);
    }
  }
  refuseOtherSource([...flux], after, source, words, before.cluster.name);
  refuseSecondOwner(before, after);
  refuseUnrealBase(
    plan,
    gained.filter((object) => !allowed.has(object)),
    { source, name: before.cluster.name },
  );
  const there = new Set(after.objects.flatMap(({ resource }) => keysOf(resource)));
  const missing = wanted.filter(
    ({ resource }) => !isFluxKustomization(resource) && !keysOf(resource, words).some((key) => there.has(key)),
  );
  return {
    refuseHalf: () => refuseHalf(plan, missing, [...allowed], { source, name: before.cluster.name }),
    keys: new Set([...allowed].map(({ resource }) => objectKey(resource))),
    notes: [
      ...differenceNotes(
        [...allowed].filter((object) => isSetting(object) && !isRun(object) && !flux.has(object)),
        (names) => `${plan.made.join(' and ')} is new, and like the source's it also brings ${names}`,
      ),
      ...differenceNotes(
        [...allowed].filter((object) => !isSetting(object) && !isRun(object) && !flux.has(object)),
        (names) => `${before.cluster.name}'s own ${own.map(({ path }) => path).join(' and ')} also adds ${names}`,
      ),
      ...differenceNotes(
        missing,
        (names) => `${source.cluster.name} also runs ${names}: ${before.cluster.name} does not get them`,
      ),
    ],
  };
}

/** What only overlays make real, none of which is the target's. */
function refuseUnrealBase(
  { variants }: Plan,
  extra: readonly InventoryObject[],
  { source, name }: { readonly source: ClusterInventory; readonly name: string },
): void {
  for (const { kind, path, of } of variants) {
    const made = kind === 'base' ? extra.find((object) => comesFrom(object, path)) : undefined;
    if (made === undefined) continue;
    refuse(
      `${name} would gain ${kindName(made.resource)}, which ${source.cluster.name} does not run: its own ${of} makes something else of ${path}`,
      `--overlay copies ${of} with all that it adds, for you to review.`,
    );
  }
}

/** Nobody gets an app without what it needs, or what it needs without the app. */
function refuseHalf(
  plan: Plan,
  missing: readonly InventoryObject[],
  allowed: readonly InventoryObject[],
  { source, name }: { readonly source: ClusterInventory; readonly name: string },
): void {
  const own = plan.variants.some(({ kind }) => kind === 'own');
  const aside = missing.filter(({ resource, root }) => {
    const isAdded = plan.variants.some(({ kind, of }) => kind === 'base' && comesFrom({ resource, root }, of));
    return isAdded && ASIDE.test(resource.kind) && !isReferredBy(resource, allowed);
  });
  const [first] = own ? [] : missing.filter((object) => !aside.includes(object));
  if (first === undefined) return;
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  const copy = plan.variants.find(({ kind }) => kind === 'base');
  refuse(
    `${name} would get only a part of it, without ${kindName({ kind: first.resource.kind, name: bareName(first.resource) })}${others}, which ${source.cluster.name} runs`,
    copy === undefined
      ? 'Make this change by hand.'
      : `--overlay copies ${copy.of} with all that it adds, for you to review.`,
  );
}

function isReferredBy(resource: Resource, objects: readonly InventoryObject[]): boolean {
  return objects.some((each) =>
    objectReferences(each.resource).some(
      ({ kind, name }) => kind === resource.kind && [resource.name, resource.original.name].includes(name),
    ),
  );
}

function differenceNotes(objects: readonly InventoryObject[], note: (names: string) => string): readonly string[] {
  const names = [
    ...new Set(objects.map(({ resource }) => `\`${kindName({ kind: resource.kind, name: bareName(resource) })}\``)),
  ];
  return names.length === 0 ? [] : [`${note(names.join(', '))}, check that this is right.`];
}

/** An object of another unit is not the variant's. */
function isOfOther(object: InventoryObject, { fleet }: Plan, subjects: readonly Subject[]): boolean {
  const key = objectKey(object.resource);
  return fleet.clusters.some(({ inventory }) =>
    inventory.objects.some(
      (each) =>
        objectKey(each.resource) === key &&
        fleet.units.of(each) !== undefined &&
        !subjects.some(({ has }) => has(each)),
    ),
  );
}

/** A directory of a whole set has a counterpart for the whole set, not for one of its units. */
function bringsOnly(directory: string, subjects: readonly Subject[], { inventory }: ClusterInventory): boolean {
  return inventory.objects.every(
    (object) =>
      !comesFrom(object, directory) || isFluxKustomization(object.resource) || subjects.some(({ has }) => has(object)),
  );
}

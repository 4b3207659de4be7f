import type { ClusterInventory } from '../../../fleet/render/render-clusters.ts';
import { isFluxKustomization } from '../../../flux/objects/flux-kustomization.ts';
import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { kindName } from '../../../kubernetes/facts/object-ref.ts';
import { isWithin } from '../../../tree/objects/paths.ts';
import { kustomizationIn } from '../../files/kustomization-file.ts';
import { comesBy, comesFrom } from '../../places/homes.ts';
import { type Inclusion, inclusionKey, inclusionOf } from '../../places/inclusion.ts';
import { filesBelow } from '../../places/settle-reference.ts';
import type { Subject } from '../../places/subject.ts';
import { ownTerritory } from '../../places/territory.ts';
import { type Step, Ways, wayOf } from '../../places/way.ts';
import { Draft } from '../../plan/draft.ts';
import type { Plan } from '../../plan/plan.ts';
import { refuse } from '../../plan/promotion-refusal.ts';
import { cutOff } from './cut-off.ts';
import { removeDocument } from './remove-document.ts';
import { removeEntry } from './remove-entry.ts';

/**
 * Removes what adds a subject from a cluster's own tree.
 *
 * @param clean whether the content of an overlay may be deleted
 * @param done what was removed for other clusters, which may share it; grows
 * @returns the directories of overlays that are deleted as a whole
 * @throws PromotionRefusal where other clusters share what adds it, or an edit cannot be made
 */
export function removeFrom(
  { fleet, draft }: Pick<Plan, 'fleet' | 'draft'>,
  subject: Subject,
  target: ClusterInventory,
  clean: boolean,
  done: Set<string>,
): readonly string[] {
  const standing = new Draft(fleet.tree);
  const territory = ownTerritory(target, fleet.clusters);
  const inclusions = new Map<string, Inclusion>();
  const ways = new Ways(target, subject);
  const cuts = new Map<string, Step>();
  const byOthers: InventoryObject[] = [];
  const { name } = target.cluster;
  for (const object of target.inventory.objects.filter(subject.has)) {
    const cut = cutOff(standing, ways, object, territory, clean);
    if (cut !== undefined) {
      cuts.set(`${cut.to} ${cut.flux?.id}`, cut);
      continue;
    }
    const including = (isWhole: boolean) =>
      inclusionOf({ fleet, draft: standing }, object, target.inventory, territory, isWhole);
    const widest = including(!subject.isObject);
    const inclusion =
      widest?.kind === 'overlay' && holdsMore(widest.directory, subject, target) ? including(false) : widest;
    if (inclusion === undefined) {
      byOthers.push(object);
      continue;
    }
    const whole = wholeOverlay(inclusion, subject, target);
    inclusions.set(inclusionKey(whole), whole);
  }
  // What a shared component adds to the rest goes with it; whether it does is seen in the outcome.
  const [first] = byOthers;
  if (first !== undefined && inclusions.size + cuts.size === 0)
    refuse(
      `${kindName(first.resource)} comes to ${name} through files that other clusters share`,
      `Remove it from the shared list, or give ${name} its own list.`,
    );
  const overlays = [...inclusions.values()].flatMap((each) => (each.kind === 'overlay' ? [each.directory] : []));
  // What a FluxKustomization builds goes with it.
  const cutRoots = [...cuts.values()].flatMap(({ flux }) =>
    flux === undefined ? [] : target.inventory.roots.filter((root) => root.flux?.resource === flux),
  );
  for (const [key, inclusion] of inclusions) {
    if (done.has(key)) continue;
    done.add(key);
    const at =
      inclusion.kind === 'entry' ? inclusion.list.directory : inclusion.kind === 'document' ? inclusion.path : '';
    if ([...overlays, ...cutRoots.map(({ directory }) => directory)].some((directory) => isWithin(at, directory)))
      continue;
    if (inclusion.kind === 'entry') removeEntry(draft, inclusion.list.directory, inclusion.entry.path);
    else if (inclusion.kind === 'overlay') removeOverlay(draft, inclusion.directory, clean);
    else removeDocument(draft, inclusion.path, inclusion.object.resource);
  }
  for (const [key, cut] of cuts) {
    if (!done.has(key) && !overlays.some((directory) => isWithin(cut.to, directory))) removeStep(draft, cut, clean);
    done.add(key);
  }
  return [...overlays, ...[...cuts.values()].map(({ to }) => to)];
}

/** Whether a directory also holds FluxKustomizations of others, wherever these lead. */
function holdsMore(directory: string, subject: Subject, target: ClusterInventory): boolean {
  const own = new Set(target.inventory.objects.filter(subject.has).map(({ root }) => root));
  return target.inventory.objects.some((object) => {
    if (subject.has(object) || isFluxKustomization(object.resource)) return false;
    const steps = wayOf(object, target);
    const at = steps.findIndex(({ to }) => to === directory);
    const isLedTo = !own.has(object.root) && steps.slice(at + 1).some(({ flux }) => flux !== undefined);
    return at >= 0 && (isLedTo || !comesFrom(object, directory));
  });
}

/** Removes a reference to the cluster's own; without a list, what is referred to. */
function removeStep(draft: Draft, { from, to, flux }: Step, clean: boolean): void {
  const isListed = kustomizationIn(draft, from)?.entries.some((entry) => entry.path === to) === true;
  if (flux !== undefined) removeDocument(draft, to, flux);
  else if (isListed) removeEntry(draft, from, to);
  else if (draft.files.find(to).kind === 'directory') removeOverlay(draft, to, clean);
  else if (draft.files.find(to).kind === 'file') draft.write(to, undefined);
}

/** An overlay that adds nothing else is deleted as a whole. */
function wholeOverlay(inclusion: Inclusion, subject: Subject, { inventory }: ClusterInventory): Inclusion {
  if (inclusion.kind !== 'entry' || inclusion.within === undefined) return inclusion;
  const { within } = inclusion;
  const others = inventory.objects.filter((each) => comesBy(each, within) && !subject.has(each));
  const isAll = others.every(({ resource }) => isWithin(resource.trail.origin.path, within));
  return isAll ? { kind: 'overlay', directory: within } : inclusion;
}

/**
 * Deletes a directory that is applied because it exists.
 *
 * @param clean whether its content may be deleted
 * @throws PromotionRefusal where more than a reference would be deleted
 */
function removeOverlay(draft: Draft, directory: string, clean: boolean): void {
  const files = filesBelow({ draft }, directory);
  const own = kustomizationIn(draft, directory);
  const isReference = files.length === 1 && own?.node.entries.size === 3 && own.entries.length === 1;
  if (!isReference && !clean)
    refuse(`${directory} is applied as long as it exists, with everything in it`, '--clean deletes it.');
  for (const path of files) draft.write(path, undefined);
}

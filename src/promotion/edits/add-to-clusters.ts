import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { isFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { HUB } from '../../flux/objects/spoke.ts';
import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { kustomizationIn } from '../files/kustomization-file.ts';
import { chooseReference } from '../places/choose-reference.ts';
import { areVariants, comesFrom } from '../places/homes.ts';
import { type EntryInclusion, type Inclusion, inclusionKey, inclusionOf } from '../places/inclusion.ts';
import { narrowed } from '../places/narrowed.ts';
import { overlayText, settleReference } from '../places/settle-reference.ts';
import { sourceFor } from '../places/source-and-targets.ts';
import type { Subject } from '../places/subject.ts';
import { territoryOf } from '../places/territory.ts';
import { Ways } from '../places/way.ts';
import { bareKey } from '../plan/bare-name.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { reworded } from '../plan/stage-words.ts';
import { addEntry, notePast } from './add-entry.ts';
import { graft } from './graft.ts';
import { moveToOwnSet, needsOwnSet } from './move-to-own-set.ts';

/**
 * Edits a plan so that clusters come to run a subject: each as its source includes it, or all by a set of its own.
 *
 * @param given the source for all of them, where one was named
 * @throws PromotionRefusal where a source's own tree does not decide it, or the target's cannot be edited
 */
export function addToClusters(
  plan: Plan,
  subject: Subject,
  from: ClusterInventory,
  targets: readonly ClusterInventory[],
  given?: ClusterInventory,
): void {
  if (needsOwnSet(plan, subject, from, targets)) {
    moveToOwnSet(plan, subject, from, targets);
    return;
  }
  for (const target of targets) {
    const source = given ?? sourceFor(plan.fleet, subject, target);
    const route = { source, target };
    refuseOwnHub(route, subject);
    const ways = new Ways(source, subject);
    const seen = new Set<string>();
    const rest: InventoryObject[] = [];
    const missing = missingObjects(plan.fleet, subject, target, source);
    for (const object of missing) refuseOtherVersion(plan, ways, object, route);
    for (const object of missing) {
      const widest = whereThereIsAList(plan, inclusionIn(plan, object, route, !subject.isObject), route);
      const { inclusion, past } =
        widest?.kind === 'entry' ? narrowed(plan, ways, object, widest) : { inclusion: widest, past: [] };
      const key = inclusion === undefined ? undefined : inclusionKey(inclusion);
      if (key !== undefined && seen.has(key)) continue;
      const isAdded =
        (inclusion?.kind === 'entry' && addShared(plan, inclusion, past, route)) ||
        (inclusion?.kind === 'overlay' && addOverlay(plan, inclusion.directory, route));
      if (isAdded && key !== undefined) seen.add(key);
      else rest.push(object);
    }
    // A FluxKustomization comes with what it leads to, which is not to be made twice.
    const isLeading = ({ resource }: InventoryObject): boolean => isFluxKustomization(resource);
    const before = plan.wholes.length;
    for (const object of [...rest.filter((each) => !isLeading(each)), ...rest.filter(isLeading)]) {
      // What belongs to a variant of the source's, or to a directory that was copied, comes or stays with it.
      const settled = [
        ...plan.variants.map(({ of }) => of),
        ...plan.wholes.slice(before).map(({ from: copied }) => copied),
      ];
      if (!settled.some((directory) => comesFrom(object, directory))) graft(plan, ways, object, route);
    }
  }
}

/** A hub and what it applies to are one tree: nothing in it is for one of them alone. */
function refuseOwnHub({ source, target }: Route, { name }: Subject): void {
  const [from, to] = [source.cluster, target.cluster];
  const isHubOf = (hub: string, { cluster: { via }, inventory }: ClusterInventory): boolean =>
    via?.startsWith(`${hub}->`) === true && inventory.roots.every(({ home }) => home === HUB);
  const isSpoke = isHubOf(from.name, target);
  if (!isSpoke && !isHubOf(to.name, source)) return;
  const [hub, spoke] = isSpoke ? [from.name, to.name] : [to.name, from.name];
  refuse(
    `${hub} itself applies what ${spoke} runs: of ${name}, neither has a place that corresponds to the other's`,
    `Give ${to.name} a FluxKustomization of its own in ${to.path}, ${isSpoke ? 'with its' : 'without a'} kubeConfig.`,
  );
}

/** @param past the directories of the set that it is referred to in */
function addShared(plan: Plan, inclusion: EntryInclusion, past: readonly string[], route: Route): boolean {
  if (!isShared(plan, inclusion, route)) return false;
  addEntry(plan, inclusion, route);
  notePast(plan, past, inclusion.entry.path, route);
  return true;
}

/** The target may run the unit's own FluxKustomization with another directory: another version, or its own. */
function refuseOtherVersion({ fleet }: Plan, ways: Ways, object: InventoryObject, { source, target }: Route): void {
  for (const step of ways.of(object)) {
    if (step.flux === undefined || !ways.isOnly(step)) continue;
    const { name, namespace } = step.flux;
    const names = [name, reworded(name, source.cluster, target.cluster)];
    const root = target.inventory.roots.find(
      ({ flux }) => flux?.resource.namespace === namespace && names.includes(flux.resource.name),
    );
    const from = source.inventory.roots.find(({ flux }) => flux?.resource === step.flux)?.directory;
    if (root?.flux === undefined || from === undefined || areVariants(root.directory, from, fleet)) continue;
    refuse(
      `${target.cluster.name} already runs Kustomization/${root.flux.resource.name}, from ${root.directory}`,
      `Change its path in ${root.flux.resource.trail.origin.path} if ${target.cluster.name} shall run what ${source.cluster.name} does.`,
    );
  }
}

/** What both may refer to, the target's own variant or the base of the source's, in a list that both have. */
function isShared(plan: Plan, { list, entry }: EntryInclusion, { source, target }: Route): boolean {
  const territory = territoryOf(source, target, plan.fleet.clusters);
  const own = territory.counterpart(list.directory);
  if (own === undefined || kustomizationIn(plan.draft, own) === undefined) return false;
  if (entry.path === undefined || !territory.owns(entry.path)) return true;
  const choice = chooseReference(plan, entry.path, { source, target });
  if (choice.kind === 'use') return choice.path !== entry.path;
  return choice.path !== undefined && areVariants(entry.path, choice.path, plan.fleet);
}

/** A list in an overlay that the target lacks is added with the overlay. */
function whereThereIsAList(
  plan: Plan,
  inclusion: Inclusion | undefined,
  { source, target }: Route,
): Inclusion | undefined {
  if (inclusion?.kind !== 'entry' || inclusion.within === undefined) return inclusion;
  const list = territoryOf(source, target, plan.fleet.clusters).counterpart(inclusion.list.directory);
  const isThere = list !== undefined && kustomizationIn(plan.draft, list) !== undefined;
  return isThere ? inclusion : { kind: 'overlay', directory: inclusion.within };
}

function inclusionIn(plan: Plan, object: InventoryObject, route: Route, isWhole: boolean): Inclusion | undefined {
  const territory = territoryOf(route.source, route.target, plan.fleet.clusters);
  return inclusionOf(plan, object, route.source.inventory, territory, isWhole);
}

/**
 * @returns the subject's objects that a source cluster has and the target lacks; none where it runs there in any form,
 *   as what a variant leaves out is a decision
 */
export function missingObjects(
  fleet: Fleet,
  subject: Subject,
  target: ClusterInventory,
  source?: ClusterInventory,
): readonly InventoryObject[] {
  if (target.inventory.objects.some(subject.has)) return [];
  const there = new Set(target.inventory.objects.map(({ resource }) => bareKey(resource)));
  const from = source ?? sourceFor(fleet, subject, target);
  return from.inventory.objects.filter((object) => subject.has(object) && !there.has(bareKey(object.resource)));
}

/**
 * Gives the target a directory that is applied because it exists, as in the source, that refers to what both share.
 *
 * @returns whether there is something that both share; the source's own is not for others
 */
function addOverlay(plan: Plan, directory: string, route: Route): boolean {
  const to = territoryOf(route.source, route.target, plan.fleet.clusters).counterpart(directory);
  if (to === undefined || to === directory || plan.draft.files.find(to).kind !== 'absent') return false;
  const choice = chooseReference(plan, directory, route);
  // What an overlay makes something else of is no base that would do without it.
  if (choice.kind !== 'base' || choice.path === undefined || !areVariants(directory, choice.path, plan.fleet))
    return false;
  const path = settleReference(plan, directory, route);
  if (path !== to) plan.draft.write(`${to}/kustomization.yaml`, overlayText(to, path));
  return true;
}

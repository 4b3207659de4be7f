import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { basename } from '../../tree/objects/paths.ts';
import { comesBy } from '../places/homes.ts';
import { inclusionOf } from '../places/inclusion.ts';
import type { Subject } from '../places/subject.ts';
import { territoryOf } from '../places/territory.ts';
import type { Plan } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { namesStage, stageWords } from '../plan/stage-words.ts';
import { addEntryFor } from './add-entry.ts';
import { moveToSet, ownSetFor, sharedSetOf } from './shared-set.ts';

/**
 * Whether a subject shares its set with others, or its set is another stage's: then importing the set would bring more
 * than was asked for, or be misleading.
 */
export function needsOwnSet(
  plan: Plan,
  subject: Subject,
  from: ClusterInventory,
  targets: readonly ClusterInventory[],
): boolean {
  const [object] = from.inventory.objects.filter(subject.has);
  const [target] = targets;
  if (!subject.isObject || object === undefined || target === undefined) return false;
  const inclusion = inclusionOf(plan, object, from.inventory, territoryOf(from, target, plan.fleet.clusters));
  const set = inclusion?.kind === 'entry' ? inclusion.entry.path : undefined;
  if (set === undefined || plan.draft.files.find(set).kind !== 'directory') return false;
  if (from.inventory.objects.some((each) => !subject.has(each) && comesBy(each, set))) return true;
  const words = plan.fleet.clusters.flatMap(({ cluster }) => stageWords(cluster));
  const others = words.filter((word) => !stageWords(target.cluster).includes(word));
  return namesStage(basename(set), others);
}

/** Gives a subject a set of its own beside the one it is in, and refers to it from every cluster that had or needs it. */
export function moveToOwnSet(
  plan: Plan,
  subject: Subject,
  from: ClusterInventory,
  targets: readonly ClusterInventory[],
): void {
  const [object] = from.inventory.objects.filter(subject.has);
  if (object === undefined) refuse(`${from.cluster.name} does not run ${subject.name}`);
  const set = sharedSetOf(plan, object);
  const own = ownSetFor(plan, set, subject);
  const routes = targets.map((target) => {
    const inclusion = inclusionOf(plan, object, from.inventory, territoryOf(from, target, plan.fleet.clusters));
    if (inclusion?.kind !== 'entry') refuse(`${from.cluster.name} has no list that names the set of ${subject.name}`);
    return { inclusion, route: { source: from, target } };
  });
  moveToSet(plan, set, own, true);
  for (const { inclusion, route } of routes) addEntryFor(plan, inclusion, route, own);
}

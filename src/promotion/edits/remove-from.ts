import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import { comesBy } from '../places/homes.ts';
import { type Inclusion, inclusionKey, inclusionOf } from '../places/inclusion.ts';
import type { Subject } from '../places/subject.ts';
import { ownGround } from '../places/territory.ts';
import type { Plan } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { removeDocument, removeEntry, removeOverlay } from './remove-inclusion.ts';

/**
 * Takes out of a cluster's own tree what brings a subject in.
 *
 * @param clean whether what is written in an overlay may go with it
 * @returns the directories of overlays that go as a whole
 * @throws PromotionRefusal where other clusters share what brings it in, or an edit cannot be made
 */
export function removeFrom(
  { fleet, draft }: Pick<Plan, 'fleet' | 'draft'>,
  subject: Subject,
  target: ClusterInventory,
  clean: boolean,
): readonly string[] {
  const ground = ownGround(target, fleet.clusters);
  const inclusions = new Map<string, Inclusion>();
  for (const object of target.inventory.objects.filter(subject.has)) {
    const inclusion = inclusionOf({ fleet, draft }, object, target.inventory, ground, !subject.isObject);
    const name = target.cluster.name;
    if (inclusion === undefined)
      refuse(
        `${kindName(object.resource)} comes to ${name} with what other clusters share`,
        `Take it out of the shared list, or give ${name} a list of its own.`,
      );
    const whole = wholeOverlay(inclusion, subject, target);
    inclusions.set(inclusionKey(whole), whole);
  }
  const overlays = [...inclusions.values()].flatMap((each) => (each.kind === 'overlay' ? [each.directory] : []));
  for (const inclusion of inclusions.values()) {
    const at =
      inclusion.kind === 'entry' ? inclusion.list.directory : inclusion.kind === 'document' ? inclusion.path : '';
    if (overlays.some((directory) => isWithin(at, directory))) continue;
    if (inclusion.kind === 'entry') removeEntry(draft, inclusion.list.directory, inclusion.entry.path);
    else if (inclusion.kind === 'overlay') removeOverlay(draft, inclusion.directory, clean);
    else removeDocument(draft, inclusion.path, inclusion.object.resource);
  }
  return overlays;
}

/** An overlay that brings nothing else goes as a whole. */
function wholeOverlay(inclusion: Inclusion, subject: Subject, { inventory }: ClusterInventory): Inclusion {
  if (inclusion.kind !== 'entry' || inclusion.within === undefined) return inclusion;
  const { within } = inclusion;
  const others = inventory.objects.filter((each) => comesBy(each, within) && !subject.has(each));
  const isAll = others.every(({ resource }) => isWithin(resource.trail.origin.path, within));
  return isAll ? { kind: 'overlay', directory: within } : inclusion;
}

import type { Inventory } from '../../flux/roots/inventory.ts';
import type { Minor } from '../../kubernetes/api/kubernetes-version.ts';
import { onceEach } from '../../memo/by-value.ts';
import { ObjectPairs } from '../diff/pair.ts';
import { effectOfChange } from '../effects/change-effect.ts';
import { FrozenFields } from '../effects/crd-frozen-fields.ts';
import { ReleaseEffects } from '../effects/helm/release-effects.ts';
import { RetainedVolumes } from '../effects/loss/retained-volumes.ts';
import { rejectionsOf, titlesOf } from '../effects/rejections.ts';
import { RootStates } from '../effects/root-states.ts';
import { sortPairs } from './sort-pairs.ts';

/** A hub on both sides of a change, with all that it applies to. */
export interface HubSides {
  readonly before: Inventory | undefined;
  readonly after: Inventory;
}

const known = onceEach((_: Inventory) => new Map<string, { readonly of: HubSides; readonly titles: Titles }>());

type Titles = ReadonlyMap<string, string>;

/**
 * @param minor of Kubernetes, where it is configured
 * @returns what is rejected in a hub and in its spokes, by the key of the root that stops at it: what waits for such a root
 *   may apply to another of these clusters
 */
export function rejectedAround(hub: HubSides, minor: Minor | undefined): Titles {
  const kept = known(hub.after);
  const found = kept.get(`${minor}`);
  if (found !== undefined && found.of.before === hub.before) return found.titles;
  const spokes = [...hub.after.spokes].map(([name, after]) => ({ before: hub.before?.spokes.get(name), after }));
  const titles = new Map([hub, ...spokes].flatMap((each) => [...rejectedIn(each, minor)]));
  kept.set(`${minor}`, { of: hub, titles });
  return titles;
}

function rejectedIn({ before, after }: HubSides, minor: Minor | undefined): Titles {
  const states = new RootStates(before, after, minor);
  const frozen = new FrozenFields(before, after);
  const releases = new ReleaseEffects(before, after);
  const volumes = new RetainedVolumes(before, after);
  const { changed } = sortPairs(new ObjectPairs(before?.objects ?? [], after.objects, false, { before, after }).open);
  const effects = changed.map((change) => [change, effectOfChange(change, states, frozen, releases, volumes)] as const);
  return titlesOf(rejectionsOf(effects, states.refused, after.controllers));
}

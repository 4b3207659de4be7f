import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { dataAtRisk } from '../../kubernetes/facts/data-at-risk.ts';
import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Effect } from '../contract/object-change.ts';
import type { ReleaseEffects } from './helm/release-effects.ts';
import type { RetainedVolumes } from './loss/retained-volumes.ts';
import type { RootStates } from './root-states.ts';

/** What decides what is lost with an object. */
interface LossContext {
  readonly states: RootStates;
  readonly releases: ReleaseEffects;
  readonly volumes: RetainedVolumes;
}

/**
 * @param effect what becomes of an object that no root holds any more
 * @returns what follows from that, in sentences without a subject, and which data is deleted with it, in words
 */
export function whatIsLost(
  object: InventoryObject,
  effect: Effect,
  { states, releases, volumes }: LossContext,
): { readonly consequences: string[]; readonly data: string | undefined } {
  if (effect !== 'pruned') return { consequences: [], data: undefined };
  const around = states.deletedWith(object);
  const data = dataAtRisk(object.resource, around !== undefined);
  const isKept = data !== undefined && volumes.outlive(object.resource);
  const consequences = [...releases.ofLoss(object)];
  if (isKept) consequences.push('the data stays, as its volume is retained');
  if (around !== undefined && states.effectByFlux(object) !== 'pruned') {
    consequences.push(`with ${objectTitle(around.resource)}, though Flux would leave it`);
  }
  return { consequences, data: isKept ? undefined : data };
}

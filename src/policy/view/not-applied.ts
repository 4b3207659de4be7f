import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Unapplied } from '../../review/cluster/application.ts';
import type { Side } from './side.ts';

/** What to do about each. */
const REMEDIES: Readonly<Record<Unapplied['by'], string>> = {
  suspended: 'Resume that, or have it applied by another root.',
  'left-alone': 'Make it before the merge, or no longer tell Flux so.',
  stopped: 'Set that right, or have it applied by another root.',
};

/**
 * @param needed by the object of a finding, as the manifests hold it; `undefined` where they do not
 * @returns why what is needed is not there although it is in Git, and what to do; `undefined` where it is not in Git. What is
 *   left alone may be managed by somebody else.
 */
export function notApplied(
  side: Side,
  needed: InventoryObject | undefined,
): { readonly fix: string; readonly severity: 'warning' | undefined } | undefined {
  const unapplied = needed && side.applied?.absent.get(needed.resource);
  if (needed === undefined || unapplied === undefined) return undefined;
  const { by, reason } = unapplied;
  return {
    fix: `${objectTitle(needed.resource)} is in Git, but ${reason}. ${REMEDIES[by]}`,
    severity: by === 'left-alone' ? 'warning' : undefined,
  };
}

/** @returns whether an object is applied too late or never as well, so that it misses nothing that comes with it */
export function isWaitingToo({ applied }: Side, object: InventoryObject): boolean {
  return applied?.applies(object) === false;
}

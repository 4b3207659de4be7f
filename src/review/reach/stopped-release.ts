import { mainOf } from '../../flux/controllers/controllers.ts';
import type { Installed, Inventory, Root } from '../../flux/roots/inventory.ts';
import type { Affected } from '../contract/object-change.ts';
import { afterFailure } from '../effects/helm/after-failure.ts';
import type { RootStates } from '../effects/root-states.ts';
import type { Stop } from '../order/stopped-roots.ts';
import { refOf } from './affected-workloads.ts';

/** What is around a release. */
interface Around {
  readonly after: Inventory;
  readonly states: Pick<RootStates, 'beforeOf' | 'refused' | 'refusalsOf'>;
}

/** @returns that a release comes to a stop, and where that is as it fails, what becomes of what it had begun */
export function stoppedRelease(
  root: Root,
  { holder: { resource } }: Installed,
  { by, reason }: Stop,
  { after, states }: Around,
): Affected {
  const stopped = { ...refOf(resource), effect: 'stopped' } as const;
  if (by === 'another') return { ...stopped, reason };
  const action = states.beforeOf(root) === undefined ? 'install' : 'upgrade';
  const end = mayHaveBegun(root, states)
    ? afterFailure(resource, action, mainOf(after.controllers, 'helm-controller'))
    : undefined;
  return { ...stopped, reason: `its ${action} fails: ${reason}${end === undefined ? '' : `; ${end}`}` };
}

/** Of what is no object of any kind that is served, Helm makes nothing, and nothing of what is beside it. */
function mayHaveBegun(root: Root, states: Around['states']): boolean {
  const refused = states.refused.filter((object) => object.root === root);
  return refused.every((object) => states.refusalsOf(object).every(({ code }) => code === 'bad-value'));
}

import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import type { Affected } from '../contract/object-change.ts';
import type { RootStates } from '../effects/root-states.ts';
import { type Stop, stoppedRoots } from '../effects/stopped-roots.ts';
import { refOf } from './affected-workloads.ts';

interface Context {
  readonly before: Inventory | undefined;
  readonly after: Inventory;
  readonly states: RootStates;
  readonly stops: ReadonlyMap<string, Stop>;
}

/** FluxKustomizations that come to a stop, are suspended or follow Git again because of the change. */
export function affectedRoots({ before, after, states, stops }: Context): readonly Affected[] {
  const stopped = before === undefined ? new Map<string, Stop>() : stoppedRoots(before, isSuspendedIn, new Map());
  const known = new Map(before?.roots.map((root) => [root.name, root]));
  return after.roots.flatMap((root): readonly Affected[] => {
    const { flux } = root;
    if (flux === undefined) return [];
    const ref = refOf(flux.resource);
    const stop = stops.get(root.name);
    if (stop !== undefined && !stopped.has(root.name)) {
      const reason = stop.by === 'itself' ? `stops with all it applies: ${stop.reason}` : stop.reason;
      return [{ ...ref, effect: 'stopped', reason }];
    }
    if (states.isResumed(root)) {
      const reason = 'follows Git again: everything merged since it was suspended happens now, not only this';
      return [{ ...ref, effect: 'resumed', reason }];
    }
    const was = known.get(root.name);
    if (was !== undefined && !isSuspendedIn(was) && states.isSuspended(root)) {
      return [{ ...ref, effect: 'suspended', reason: 'is suspended: from now on nothing of it follows Git' }];
    }
    return [];
  });
}

function isSuspendedIn(root: Root): boolean {
  return root.flux?.suspend === true;
}

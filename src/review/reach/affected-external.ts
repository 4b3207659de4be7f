import type { Affected } from '../contract/object-change.ts';
import { refOf } from './affected-workloads.ts';
import type { ExternalChange } from './external-changes.ts';

/** FluxKustomizations that bring in something else of another repository. */
export function affectedExternal({ external }: { readonly external: readonly ExternalChange[] }): readonly Affected[] {
  return external.map(({ flux, reason }) => ({
    ...refOf(flux.resource),
    reason: flux.suspend ? `${reason}; it is suspended, so nothing happens yet` : reason,
    effect: flux.suspend ? 'suspended' : 'external',
  }));
}

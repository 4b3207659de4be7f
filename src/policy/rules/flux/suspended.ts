import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { isFluxGroup } from '../../../kubernetes/facts/built-in.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import type { Rule } from '../../view/rule.ts';

export const suspended: Rule = {
  id: 'suspended',
  severity: 'warning',
  title: 'This change suspends or pauses an object',
  why: 'A suspended object stays as it is, and follows no later merge, until somebody remembers to resume it.',
  fix: 'State in the pull request how long it stays suspended, and who resumes it.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }) => {
      const field = after && pausedBy(after);
      if (before === undefined || after === undefined || field === undefined || pausedBy(before) !== undefined)
        return [];
      const verb = field === 'paused' ? 'paused' : 'suspended';
      const isSource = after.resource.gvk.group === 'source.toolkit.fluxcd.io';
      const reach = isSource ? ': what is built from it follows no later merge' : '';
      const message = `${objectTitle(after.resource)} is ${verb} from now on${reach}`;
      return [{ object: after, message, ...view.after?.placeOf(after, nodeAt(after.resource.node, 'spec', field)) }];
    }),
};

/** @returns the field that keeps an object from acting. */
function pausedBy({ resource }: InventoryObject): 'suspend' | 'paused' | undefined {
  const { group, kind } = resource.gvk;
  const canSuspend = isFluxGroup(group) || group === 'batch';
  if (canSuspend && textAt(resource.node, 'spec', 'suspend') === 'true') return 'suspend';
  const canPause = kind === 'Deployment' || group === 'cluster.x-k8s.io' || group === 'keda.sh';
  return canPause && textAt(resource.node, 'spec', 'paused') === 'true' ? 'paused' : undefined;
}

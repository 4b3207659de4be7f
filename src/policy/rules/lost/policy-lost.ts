import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { namespacesOf } from '../../facts/namespaces.ts';
import { strengthOf } from '../../facts/policy-strength.ts';
import { lostObjects } from '../../view/lost-objects.ts';
import { ofRoots } from '../../view/of-roots.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const policyLost: Rule = {
  id: 'policy-lost',
  severity: 'warning',
  title: 'A policy is deleted',
  why: 'Without an admission policy or a NetworkPolicy, what it blocked is allowed, and nothing fails to show it.',
  fix: 'State in the pull request what replaces it.',
  check(view) {
    const { after } = view;
    if (after === undefined) return [];
    return lostObjects(view).flatMap(({ object, lost }): readonly Found[] => {
      const { namespace } = object.resource;
      if (!isPolicy(object) || lost.effect !== 'pruned') return [];
      // A policy that goes with its namespace leaves nothing unguarded.
      if (namespace !== '' && !namespacesOf(after).has(namespace)) return [];
      const isCertain = lost.uncertain === undefined;
      const together = (names: string, areMany = false, roots = '') => {
        const are = isCertain ? (areMany ? 'are' : 'is') : 'may be';
        return `${names}${ofRoots(areMany, roots)} ${are} deleted: what ${areMany ? 'they' : 'it'} blocked is allowed`;
      };
      const severity = isCertain ? {} : { severity: 'notice' as const };
      return [{ object, ...severity, message: together(objectTitle(lost)), together, ...lost.chain.at(-1) }];
    });
  },
};

function isPolicy({ resource }: InventoryObject): boolean {
  const { group, kind } = resource.gvk;
  if (/NetworkPolicy$|NetworkPolicies$/.test(kind)) return true;
  if (group === 'admissionregistration.k8s.io') return kind.startsWith('ValidatingAdmissionPolicy');
  return kind !== 'Namespace' && strengthOf(resource).size > 0;
}

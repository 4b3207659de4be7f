import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { listedAtLength } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import { strengthOf } from '../../facts/policy-strength.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const policyWeakened: Rule = {
  id: 'policy-weakened',
  severity: 'warning',
  title: 'A policy becomes weaker',
  why: 'A policy that only audits, that loses a rule or gains an exception allows what it used to block.',
  fix: 'State the reason in the pull request; an exception for what needs it is better than a weaker policy for all.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }): readonly Found[] => {
      if (before === undefined || after === undefined) return [];
      const strength = strengthOf(after.resource);
      const weaker = [...strengthOf(before.resource)].filter(([rule, was]) => (strength.get(rule) ?? 0) < was);
      if (weaker.length === 0) return [];
      const rules = weaker.map(([rule]) => rule).filter((rule) => rule !== 'it');
      const what = rules.length === 0 ? '' : ` in ${listedAtLength(rules.map(quoted))}`;
      const message = `${objectTitle(after.resource)} becomes weaker${what}`;
      return [{ object: after, message, ...view.after?.placeOf(after) }];
    }),
};

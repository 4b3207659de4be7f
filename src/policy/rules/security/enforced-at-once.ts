import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { listedAtLength } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import { refusingRules, strengthOf } from '../../facts/policy-strength.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const enforcedAtOnce: Rule = {
  id: 'enforced-at-once',
  severity: 'warning',
  title: 'A policy enforces what it never audited',
  why: 'A policy that was never in Audit mode in a cluster blocks violations that nobody knew of from its first minute, including those in what Flux applies.',
  fix: 'Merge it in Audit mode, read its reports in this cluster, then switch it to Enforce.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }): readonly Found[] => {
      if (after === undefined || view.before === undefined || after.resource.kind === 'Namespace') return [];
      const known = before === undefined ? new Map() : strengthOf(before.resource);
      const fresh = refusingRules(strengthOf(after.resource)).filter((rule) => !known.has(rule));
      if (fresh.length === 0) return [];
      const isWhole = before === undefined || fresh[0] === 'it';
      const what = isWhole ? '' : ` of ${listedAtLength(fresh.map(quoted))}`;
      const together = (names: string, areMany = false) =>
        `${names} ${areMany ? 'block' : 'blocks'} violations${what} from now on, and ${areMany ? 'were' : 'was'} never in Audit mode here`;
      return [
        { object: after, message: together(objectTitle(after.resource)), together, ...view.after?.entryOf(after) },
      ];
    }),
};

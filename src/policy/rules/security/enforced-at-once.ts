import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { listedAtLength } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import { refusingRules, strengthOf } from '../../facts/policy-strength.ts';
import type { Found, Rule } from '../../view/rule.ts';

export const enforcedAtOnce: Rule = {
  id: 'enforced-at-once',
  severity: 'warning',
  title: 'A policy refuses what it was never audited for',
  why: 'A policy that has not been in a cluster as Audit refuses, from its first minute, what nobody knew would break it: also what Flux applies.',
  fix: 'Merge it as Audit, read its reports in this cluster, then switch it to Enforce.',
  check: (view) =>
    view.pairs.differing.flatMap(({ before, after }): readonly Found[] => {
      if (after === undefined || view.before === undefined || after.resource.kind === 'Namespace') return [];
      const known = before === undefined ? new Map() : strengthOf(before.resource);
      const fresh = refusingRules(strengthOf(after.resource)).filter((rule) => !known.has(rule));
      if (fresh.length === 0) return [];
      const isWhole = before === undefined || fresh[0] === 'it';
      const what = isWhole ? 'what breaks it' : `what breaks ${listedAtLength(fresh.map(quoted))}`;
      const together = (names: string) => `${names} refuses ${what} from now on, and was never on Audit here`;
      return [
        { object: after, message: together(objectTitle(after.resource)), together, ...view.after?.entryOf(after) },
      ];
    }),
};

import { review } from '../../review.ts';
import type { Plan } from '../plan/plan.ts';
import type { Need } from '../plan/promotion.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/**
 * Refuses an edit that its own review would fail, in the review's words. What a cluster lacks does not count where the
 * edit names it: people add it first.
 */
export function refuseErrors({ fleet, draft }: Pick<Plan, 'fleet' | 'draft'>, needs: readonly Need[]): void {
  const { tree, config, workspace } = fleet;
  const { findings } = review({
    ...{ before: tree, after: draft.tree, config, workspace, base: '', head: '', key: new Uint8Array(32) },
    merge: { status: 'as-given', conflicts: [] },
  });
  const names = needs.map(({ object }) => object.slice(object.lastIndexOf('/') + 1));
  const error = findings.find(
    ({ severity, rule, message }) =>
      severity === 'error' &&
      !(
        rule.startsWith('missing-') &&
        names.some((name) => message.includes(`\`${name}\``) || message.includes(`/${name}\``))
      ),
  );
  if (error === undefined) return;
  refuse(`its review would fail (${error.rule}): ${error.message}`, error.fix);
}

import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { outcomeOf } from '../outcome/outcome.ts';
import { refuseErrors } from '../outcome/refuse-errors.ts';
import { sourceFor } from '../places/source-and-targets.ts';
import type { Subject } from '../places/subject.ts';
import type { Plan } from '../plan/plan.ts';
import type { Promotion } from '../plan/promotion.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { alignVersions } from '../versions/align-versions.ts';
import { checkAlignment } from '../versions/check-alignment.ts';
import type { WrittenValue } from '../versions/locate-version.ts';

/**
 * Plans the edits that give a unit in other clusters the version that one cluster runs. The result is rendered, and
 * refused unless exactly these versions change, in these clusters.
 *
 * @param source the cluster that has the version, where it was named
 * @throws PromotionRefusal where a cluster does not run it, or what holds its version is not its own
 */
export function align(
  plan: Plan,
  subject: Subject,
  targets: readonly ClusterInventory[],
  source: ClusterInventory | undefined,
): Promotion {
  const lacking = targets.find(({ inventory }) => !inventory.objects.some(subject.has));
  if (lacking !== undefined)
    refuse(
      `${lacking.cluster.name} does not run ${subject.name}, so it has no version to align`,
      'Promote it without --version.',
    );
  const from = source ?? sourceFor(plan.fleet, subject, targets[0]);
  const others = targets.filter((target) => target !== from);
  if (others.length === 0)
    refuse(
      `the version of ${subject.name} would be taken from ${from.cluster.name} itself`,
      'Name another cluster with --from.',
    );
  const written = new Map<string, WrittenValue>();
  const aligned = others.flatMap((target) => alignVersions(plan, subject, { source: from, target }, others, written));
  const clusters = others.map(({ cluster }) => cluster.name);
  if (aligned.length === 0) {
    const reason = `${clusters.join(', ')} ${clusters.length === 1 ? 'runs' : 'run'} the same versions of ${subject.name} as ${from.cluster.name}`;
    return { kind: 'nothing', reason };
  }
  checkAlignment(outcomeOf(plan.fleet, plan.draft.tree), aligned, [...written.values()]);
  refuseErrors(plan, []);
  return {
    kind: 'planned',
    title: `Align the version of ${subject.name} in ${clusters.join(' and ')} with ${from.cluster.name}`,
    ...{ subject: subject.name, clusters, source: from.cluster.name, edits: plan.draft.edits, aligned },
    ...{ gained: [], values: [], lost: [], needs: [], unreferenced: [] },
    notes: [
      ...plan.notes,
      `demote does not bring the former version back: it would remove ${subject.name}. Revert this change instead.`,
    ],
  };
}

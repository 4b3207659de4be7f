import type { UnitRun, Where } from '../../fleet/where/where-contract.ts';
import { versionsOfOne } from '../../review/diff/version-change.ts';
import { counted, listed } from '../../text/counted.ts';

type Unit = Where['units'][number];

/**
 * @returns what a unit runs otherwise in a later stage than in the one before it, a sentence without a full stop each; where
 *   no version tells, that something else differs
 */
export function driftText({ runs, drift }: Unit): readonly string[] {
  if (!drift) return [];
  const moves = runs.slice(1).flatMap((run, index) => {
    const before = runs[index];
    return before === undefined ? [] : [...versionsText(before, run), ...replicasText(before, run)];
  });
  if (moves.length > 0) return moves;
  const [first, ...others] = runs;
  const differing = others.filter(({ variant }) => variant !== first?.variant).map(({ cluster }) => cluster);
  return [`${listed(differing, 8)} ${differing.length === 1 ? 'differs' : 'differ'} from ${first?.cluster}`];
}

function versionsText(before: UnitRun, after: UnitRun): readonly string[] {
  return after.versions.flatMap(({ of, version }) => {
    const [other, another] = before.versions.filter((each) => each.of === of);
    if (other === undefined || another !== undefined || other.version === version) return [];
    const { step } = versionsOfOne(of, version, other.version);
    const what = `${of} ${shown(version)}`;
    if (step === 'downgrade')
      return [`${after.cluster} is ahead of ${before.cluster}: ${what}, not ${shown(other.version)}`];
    const apart = step === 'other' || step === 'digest' ? '' : ` (${step})`;
    const verb = apart === '' ? 'differs from' : 'is behind';
    return [`${after.cluster} ${verb} ${before.cluster}: ${what}, not ${shown(other.version)}${apart}`];
  });
}

function replicasText(before: UnitRun, after: UnitRun): readonly string[] {
  if (before.replicas === after.replicas || before.replicas === undefined || after.replicas === undefined) return [];
  return [`${after.cluster} runs ${counted(after.replicas, 'replica')}, ${before.cluster} ${before.replicas}`];
}

function shown(version: string): string {
  return version === '' ? 'no fixed version' : version;
}

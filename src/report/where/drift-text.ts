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

/** What a stage runs in an older version than the stage before it. */
export interface Behind {
  readonly cluster: string;
  readonly than: string;
  /** `nginx 1.25, not 1.27 (minor)`, of each version that is older. */
  readonly what: readonly string[];
}

/** @returns the clusters that run an older version of a unit than the one before them, in promotion order */
export function behindIn({ runs }: Pick<Unit, 'runs'>): readonly Behind[] {
  return runs.slice(1).flatMap((run, index) => {
    const before = runs[index];
    const older = before === undefined ? [] : differencesOf(before, run).filter(({ verb }) => verb === 'is behind');
    const [first] = older;
    return first === undefined
      ? []
      : [{ cluster: first.cluster, than: first.than, what: older.map(({ what }) => what) }];
  });
}

function versionsText(before: UnitRun, after: UnitRun): readonly string[] {
  return differencesOf(before, after).map(({ cluster, verb, than, what }) => `${cluster} ${verb} ${than}: ${what}`);
}

function differencesOf(before: UnitRun, after: UnitRun) {
  const clusters = { cluster: after.cluster, than: before.cluster };
  return after.versions.flatMap(({ of, version }) => {
    const [other, another] = before.versions.filter((each) => each.of === of);
    if (other === undefined || another !== undefined || other.version === version) return [];
    const { step } = versionsOfOne(of, version, other.version);
    const what = `${of} ${shown(version)}, not ${shown(other.version)}`;
    if (step === 'downgrade') return [{ ...clusters, verb: 'is ahead of', what }];
    const apart = step === 'other' || step === 'digest' ? '' : ` (${step})`;
    return [{ ...clusters, verb: apart === '' ? 'differs from' : 'is behind', what: `${what}${apart}` }];
  });
}

function replicasText(before: UnitRun, after: UnitRun): readonly string[] {
  if (before.replicas === after.replicas || before.replicas === undefined || after.replicas === undefined) return [];
  return [`${after.cluster} runs ${counted(after.replicas, 'replica')}, ${before.cluster} ${before.replicas}`];
}

function shown(version: string): string {
  return version === '' ? 'no fixed version' : version;
}

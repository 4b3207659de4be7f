import { cancelRuns } from '../api/cancel-runs.ts';
import { readCheckName } from '../api/check-names.ts';
import { createCheckRun } from '../api/check-run.ts';
import { externalIdOf } from '../api/external-id.ts';
import { type OwnRun, ownRunsOn } from '../api/own-runs.ts';
import { plainNameResult, upgradeNotice, upgradeWarning } from '../rules/plain-name.ts';
import { rememberedPlainNames } from '../rules/remembered-plain-names.ts';
import { clustersPassing } from './cluster-checks.ts';
import type { LookWork } from './look-work.ts';

/** What the rules of a base still ask for under names that former releases reported for any base. */
export interface FormerNames {
  readonly names: readonly string[];
  /** A sentence for the comment; `undefined` where nothing is asked for. */
  readonly notice: string | undefined;
}

/** Where GitHub does not answer, a required name that nobody reports blocks as well. */
export async function readFormerNames({ ports, github, head, log }: LookWork): Promise<FormerNames> {
  const { base, leader } = head;
  try {
    const names = await rememberedPlainNames(github, ports.notes, leader.ref, base);
    const warning = upgradeWarning(base, names);
    if (warning !== undefined) log.warn(warning);
    return { names, notice: upgradeNotice(base, names) };
  } catch (error) {
    log.warn({ err: error }, 'the rules of the base branch could not be read');
    return { names: [], notice: undefined };
  }
}

/**
 * Ends what rules may take for the result of a review that has only begun: reports a failure, and never anything else, under
 * each former name that is required, and where an earlier release reported on this very head; and cancels the checks of
 * single clusters that this head has from an earlier stay.
 */
export async function endFormerChecks(work: LookWork, { names }: FormerNames): Promise<void> {
  const { github, head } = work;
  const { leader, base, commit } = head;
  const before = await runsFromBefore(work);
  for (const name of new Set([...names, ...before.filter(isFormer).map((run) => run.name)])) {
    const externalId = externalIdOf(leader.ref.number);
    await createCheckRun(github, leader.ref, commit, name, { ...plainNameResult(base, name), externalId });
  }
  const clusters = clustersPassing(before, base).map(({ run }) => run);
  await cancelRuns(github, leader.ref, clusters, 'stopped');
}

/** A head that has no check that counts may have others, of an earlier release or from when it was the head before. */
async function runsFromBefore({ github, head, headState, identity }: LookWork): Promise<readonly OwnRun[]> {
  const isKnown = headState.check !== undefined && headState.record?.members.every(({ moved }) => moved === undefined);
  return isKnown === true ? [] : ownRunsOn(github, head.leader.ref, head.commit, identity.id);
}

function isFormer({ name, conclusion }: OwnRun): boolean {
  return readCheckName(name)?.kind === 'plain' && conclusion !== 'failure';
}

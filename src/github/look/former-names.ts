import { readCheckName } from '../api/check-names.ts';
import { createCheckRun } from '../api/check-run.ts';
import { externalIdOf } from '../api/external-id.ts';
import { plainNameResult, upgradeNotice, upgradeWarning } from '../rules/plain-name.ts';
import { rememberedPlainNames } from '../rules/remembered-plain-names.ts';
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
 * Reports a failure, and never anything else, under each former name that is required, and where an earlier release
 * reported on this very head.
 *
 * @returns how many were written
 */
export async function failFormerNames(work: LookWork, { names }: FormerNames): Promise<number> {
  const { github, head } = work;
  const { leader, base, commit } = head;
  const failing = new Set([...names, ...(await namesFromBefore(work))]);
  for (const name of failing) {
    const externalId = externalIdOf(leader.ref.number);
    await createCheckRun(github, leader.ref, commit, name, { ...plainNameResult(base, name), externalId });
  }
  return failing.size;
}

/** A head that has no check of this release may have those of an earlier one, of all clusters and of single ones. */
async function namesFromBefore({ github, head, headState, identity }: LookWork): Promise<readonly string[]> {
  if (headState.check !== undefined) return [];
  const { owner, repo } = head.leader.ref;
  const which = { owner, repo, ref: head.commit, app_id: identity.id, per_page: 100 };
  const { data } = await github.rest.checks.listForRef(which);
  return data.check_runs
    .filter(({ app, name, conclusion }) => app?.id === identity.id && isFormer(name) && conclusion !== 'failure')
    .map(({ name }) => name);
}

function isFormer(name: string): boolean {
  return readCheckName(name)?.kind === 'plain';
}

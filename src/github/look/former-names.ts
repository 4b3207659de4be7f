import * as v from 'valibot';
import { createCheckRun } from '../api/check-run.ts';
import { externalIdOf } from '../api/external-id.ts';
import { reviewedHead } from '../api/sticky-comment.ts';
import { readBranchRules } from '../rules/branch-rules.ts';
import { plainNameResult, requiredPlainNames, upgradeNotice, upgradeWarning } from '../rules/plain-name.ts';
import type { LookWork } from './look-work.ts';

/** What the rules of a base still ask for under names that former releases reported for any base. */
export interface FormerNames {
  readonly names: readonly string[];
  /** A sentence for the comment; `undefined` where nothing is asked for. */
  readonly notice: string | undefined;
}

const NoteSchema = v.object({ names: v.array(v.string()), notice: v.optional(v.string()) });

/** Rules rarely change. In seconds. */
const worthKeeping = 600;

/** Asks once in ten minutes; where GitHub does not answer, a required name that nobody reports blocks as well. */
export async function readFormerNames({ ports, github, head, log }: LookWork): Promise<FormerNames> {
  const { base, leader } = head;
  const key = `rules ${leader.repositoryId} ${base}`;
  const kept = await ports.notes.read(key);
  const parsed = v.safeParse(NoteSchema, kept === undefined ? undefined : JSON.parse(kept));
  if (parsed.success) return { names: parsed.output.names, notice: parsed.output.notice };
  try {
    const rules = await readBranchRules(github, leader.ref, base);
    const found = { names: requiredPlainNames(rules), notice: upgradeNotice(base, rules) };
    const warning = upgradeWarning(base, rules);
    if (warning !== undefined) log.warn(warning);
    await ports.notes.write(key, JSON.stringify(found), worthKeeping);
    return found;
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
export async function failFormerNames({ github, head, headState }: LookWork, { names }: FormerNames): Promise<number> {
  const { leader, base, commit } = head;
  const bodies = [...headState.comments.values()].map(({ body }) => body);
  const isFromBefore = headState.check === undefined && bodies.some((body) => reviewedHead(body) === commit);
  const failing = new Set(isFromBefore ? ['blast-radius', ...names] : names);
  for (const name of failing) {
    const externalId = externalIdOf(leader.ref.number);
    await createCheckRun(github, leader.ref, commit, name, { ...plainNameResult(base, name), externalId });
  }
  return failing.size;
}

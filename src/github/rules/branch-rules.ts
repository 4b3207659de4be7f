import type { GitHub } from '../api/github.ts';
import type { RepositoryRef } from '../api/pull-request-ref.ts';
import { refusalOf } from '../api/refusal.ts';

/** A check that a branch requires before a merge. */
export interface RequiredCheck {
  readonly name: string;
  /** The App that has to report it; `undefined`: anybody who may write a status. */
  readonly pinnedTo: number | undefined;
}

/** What a branch requires, of rulesets and of classic branch protection together. */
export interface BranchRules {
  readonly kind: 'known';
  readonly requiredChecks: readonly RequiredCheck[];
  /** Whether merges go through a merge queue; `undefined`: may not be read. */
  readonly mergeQueue: boolean | undefined;
  /** Whether a branch has to contain its base before it is merged; `undefined`: may not be read. */
  readonly upToDate: boolean | undefined;
}

/** GitHub does not tell what a branch requires. */
export interface RulesNotKnown {
  readonly kind: 'not known';
  /** Its answer: `403 Resource not accessible by integration`. */
  readonly reason: string;
}

/** As much of GitHub as is needed here: an installation's client has it, and so has a person's. */
export type RulesReader = Pick<GitHub, 'paginate' | 'rest'>;

type Rule = Awaited<ReturnType<GitHub['rest']['repos']['getBranchRules']>>['data'][number];
type Protection = Awaited<ReturnType<GitHub['rest']['repos']['getBranch']>>['data']['protection'];

/**
 * Asks GitHub what a branch requires: two requests or more, free of charge where the client asks conditionally. Rulesets
 * are read whole, of the organization too, with `metadata: read`. Classic protection, with `contents: read`, shows its
 * required checks alone; "up to date" and its merge queue are for administrators, and are said to be not known.
 *
 * @returns what is required, or why it is not known
 * @throws RequestError where GitHub fails, or asks for patience
 * @see https://docs.github.com/rest/repos/rules#get-rules-for-a-branch
 * @see https://docs.github.com/rest/branches/branches#get-a-branch
 */
export async function readBranchRules(
  github: RulesReader,
  { owner, repo }: Pick<RepositoryRef, 'owner' | 'repo'>,
  branch: string,
): Promise<BranchRules | RulesNotKnown> {
  const which = { owner, repo, branch };
  try {
    const rules = await github.paginate(github.rest.repos.getBranchRules, { ...which, per_page: 100 });
    const { data } = await github.rest.repos.getBranch(which);
    return together(rules, data.protection);
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    // Octokit adds the address of a page of documentation.
    return { kind: 'not known', reason: reason.replace(/ - https:\S+$/, '') };
  }
}

function together(rules: readonly Rule[], protection: Protection): BranchRules {
  const checks = rules.flatMap((rule) => (rule.type === 'required_status_checks' ? (rule.parameters ?? []) : []));
  const ofRulesets = checks.flatMap(({ required_status_checks: required }) =>
    required.map(({ context, integration_id: id }) => ({ name: context, pinnedTo: id })),
  );
  const isClassic = protection.enabled === true;
  const otherwise = isClassic ? undefined : false;
  return {
    kind: 'known',
    requiredChecks: [...ofRulesets, ...(isClassic ? classicChecks(protection) : [])],
    mergeQueue: rules.some(({ type }) => type === 'merge_queue') || otherwise,
    upToDate: checks.some(({ strict_required_status_checks_policy: isStrict }) => isStrict) || otherwise,
  };
}

function classicChecks({ required_status_checks: required }: Protection): readonly RequiredCheck[] {
  if (required === undefined || required.enforcement_level === 'off') return [];
  const known = required.checks.map(({ context, app_id: id }) => ({ name: context, pinnedTo: id ?? undefined }));
  const others = required.contexts.filter((context) => known.every(({ name }) => name !== context));
  return [...known, ...others.map((name) => ({ name, pinnedTo: undefined }))];
}

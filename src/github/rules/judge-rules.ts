import { checkName, readCheckName } from '../api/check-names.ts';
import type { BranchRules, RequiredCheck } from './branch-rules.ts';

/** What should change in the rules of a branch, or be known of them. */
export interface RulesAdvice {
  readonly kind: 'plain-name' | 'never-reported' | 'not-required' | 'other-source' | 'any-source' | 'base-may-move';
  /** An error lets somebody past the check, or nobody merge; a warning leaves a window of seconds. */
  readonly severity: 'error' | 'warning';
  /** One sentence, with the literal names in backticks. */
  readonly text: string;
}

interface JudgedBranch {
  readonly base: string;
  /** `undefined`: not known, and a check that is pinned to any App passes for pinned. */
  readonly appId: number | undefined;
  /** The clusters that have a check of their own; `undefined`: not known. */
  readonly clusters: readonly string[] | undefined;
}

/**
 * Judges whether what a branch requires holds up what this App reports: the right names, from this App alone, on what is
 * merged.
 *
 * @returns nothing where the rules are right, errors first
 */
export function judgeRules(rules: BranchRules, branch: JudgedBranch): readonly RulesAdvice[] {
  const { base } = branch;
  const ours = rules.requiredChecks.filter(({ name }) => readCheckName(name) !== undefined);
  const names = [...new Set(ours.map(({ name }) => name))];
  const wrong = names.flatMap((name) => wrongName(name, branch) ?? []);
  const right = names.filter((name) => wrongName(name, branch) === undefined);
  return [
    ...wrong,
    ...(right.length === 0 ? [error('not-required', notRequired(base))] : []),
    ...right.flatMap((name) => wrongSource(name, ours, branch) ?? []),
    ...movingBase(rules, base),
  ];
}

function wrongName(name: string, { base, clusters }: JudgedBranch): RulesAdvice | undefined {
  const read = readCheckName(name);
  if (read === undefined) return undefined;
  if (read.kind === 'plain') {
    const instead = checkName(base, read.cluster);
    return error('plain-name', `\`${base}\` requires \`${name}\`, which never passes: require \`${instead}\` instead.`);
  }
  if (read.base !== base)
    return error(
      'never-reported',
      `\`${base}\` requires \`${name}\`, which is reported for another branch: remove it.`,
    );
  if (read.cluster === undefined || clusters === undefined) return undefined;
  // What a cluster sends to another, `hub->namespace/secret`, is known once it was rendered.
  const [hub = ''] = read.cluster.split('->', 1);
  if (clusters.includes(read.cluster) || clusters.includes(hub)) return undefined;
  const why = clusters.length === 0 ? 'clusters have no checks of their own' : 'there is no such cluster';
  return error(
    'never-reported',
    `\`${base}\` requires \`${name}\`, which is never reported because ${why}: remove it.`,
  );
}

function notRequired(base: string): string {
  return `\`${base}\` does not require \`${checkName(base)}\`: add it to the required status checks, with this App as its source.`;
}

/** The same name may be required twice, by a ruleset and by classic protection: all of it has to be met. */
function wrongSource(
  name: string,
  required: readonly RequiredCheck[],
  { appId }: JudgedBranch,
): RulesAdvice | undefined {
  const sources = required.flatMap((each) => (each.name === name ? [each.pinnedTo] : []));
  const foreign = sources.find((source) => source !== undefined && appId !== undefined && source !== appId);
  if (foreign !== undefined)
    return error(
      'other-source',
      `\`${name}\` is required from another App (${foreign}): choose this App as its source.`,
    );
  if (sources.some((source) => source !== undefined)) return undefined;
  return error(
    'any-source',
    `\`${name}\` is accepted from any source, so that whoever can push can report it: choose this App as its source.`,
  );
}

function movingBase({ mergeQueue, upToDate }: BranchRules, base: string): readonly RulesAdvice[] {
  if (mergeQueue === true || upToDate === true) return [];
  const isKnown = mergeQueue === false && upToDate === false;
  const text = isKnown
    ? `\`${base}\` has neither a merge queue nor "Require branches to be up to date before merging": for seconds after a merge, other pull requests keep the result for the former base; turn on one of them.`
    : `Whether \`${base}\` has a merge queue or "Require branches to be up to date before merging" is not known: only administrators can read it in classic branch protection; one of them should be on.`;
  return [{ kind: 'base-may-move', severity: 'warning', text }];
}

function error(kind: RulesAdvice['kind'], text: string): RulesAdvice {
  return { kind, severity: 'error', text };
}

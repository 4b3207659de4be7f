import { usageError } from '../process/cli-error.ts';
import type { Repository, Sides } from './open-repository.ts';

/** The options of `diff` that select the sides, besides its arguments. */
export interface SidesOptions {
  readonly workTree?: boolean;
  readonly merge?: boolean;
  readonly baseBranch?: string;
}

/**
 * The two trees that the arguments of `diff` mean.
 *
 * @throws CliError where the arguments contradict each other, or name what is not there
 */
export async function openSides(
  repository: Repository,
  before: string | undefined,
  after: string | undefined,
  options: SidesOptions,
): Promise<Sides> {
  if (options.workTree === true) return openWorkTree(repository, before, after);
  const range = before?.split('...');
  if (before !== undefined && range?.length === 2) {
    if (after !== undefined) throw usageError(`${before} already names both sides; omit ${after}`);
    return openRange(repository, range[0] || 'HEAD', range[1] || 'HEAD');
  }
  if (before?.includes('..') === true)
    throw usageError(`${before} is not understood; write ${before.replace(/\.{2,}/, '...')}, or two revisions`);
  if (options.merge === true) {
    if (before === undefined || after === undefined)
      throw usageError('--merge takes two revisions: diff --merge BASE HEAD');
    const [base, head] = await Promise.all([repository.revision(before), repository.revision(after)]);
    return repository.merged(base, head);
  }
  if (before === undefined) {
    const { baseBranch } = options;
    const target = baseBranch === undefined ? repository.defaultBranch() : repository.branch(baseBranch);
    const [base, head] = await Promise.all([target, repository.revision('HEAD')]);
    return repository.merged(base, head);
  }
  if (after === undefined) throw usageError(`give two revisions, or ${before}...HEAD`);
  const [from, to] = await Promise.all([repository.revision(before), repository.revision(after)]);
  return { before: from.tree, after: to.tree, base: from.commit, head: to.commit, merge: asGiven };
}

const asGiven = { status: 'as-given', conflicts: [] } as const;

async function openWorkTree(
  repository: Repository,
  before: string | undefined,
  after: string | undefined,
): Promise<Sides> {
  if (after !== undefined) throw usageError(`--work-tree is already the second side; omit ${after}`);
  const from = await repository.revision(before ?? 'HEAD');
  const { tree } = await repository.workTree();
  return { before: from.tree, after: tree, base: from.commit, head: '', merge: asGiven };
}

async function openRange(repository: Repository, from: string, to: string): Promise<Sides> {
  const [a, b] = await Promise.all([repository.revision(from), repository.revision(to)]);
  const base = await repository.mergeBase(a, b);
  return { before: base.tree, after: b.tree, base: base.commit, head: b.commit, merge: asGiven };
}

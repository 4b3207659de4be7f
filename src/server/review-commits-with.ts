import { LRUCache } from 'lru-cache';
import { approvalFor } from '../config/approval-for.ts';
import type { ApprovalConfig, Config } from '../config/config.ts';
import { GitError } from '../git/git-error.ts';
import type { Mirror } from '../git/mirror.ts';
import { CannotReview } from '../github/cannot-review.ts';
import type { CommitsToReview, ReviewCommits, ReviewedCommits } from '../github/review-commits.ts';
import type { ParsedBlob } from '../kustomize/loader.ts';
import { verdictOf } from '../policy/verdict.ts';
import type { Review } from '../radius/review-contract.ts';
import { prose } from '../report/escape.ts';
import { type Merge, review } from '../review.ts';
import { drive } from '../tree/drive.ts';
import type { RepoTree } from '../tree/repo-tree.ts';
import { configOfCommits } from './config-of-commits.ts';
import type { MirrorPool } from './mirror-pool.ts';
import { shownPaths } from './shown-paths.ts';

/** In characters of manifests, whose parsed form takes several times as much. */
const parsedLimit = 32 * 1024 * 1024;

/**
 * Reviews commits out of the mirrors: the place where renders will move to threads of their own.
 *
 * @param key masks secret values
 * @param parsed what was parsed before
 */
export function reviewCommitsWith(
  mirrors: MirrorPool,
  key: Uint8Array,
  parsed: LRUCache<string, ParsedBlob>,
): ReviewCommits {
  return (commits, signal) =>
    gitSaid(() =>
      mirrors.use(commits.repository, commits.cloneUrl, (mirror) => reviewIn(mirror, commits, { key, parsed }, signal)),
    );
}

/** By blob id, and content is the same whoever's it is: what one repository has parsed, another need not. */
export function parsedCache(): LRUCache<string, ParsedBlob> {
  return new LRUCache({ maxSize: parsedLimit, sizeCalculation: ({ source }) => source.text.length + 500 });
}

/** Runs what may end in an error of git, and says that error for people where they can do something about it. */
export async function gitSaid<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof GitError ? asProblem(error) : error;
  }
}

interface Means {
  readonly key: Uint8Array;
  readonly parsed: LRUCache<string, ParsedBlob>;
}

async function reviewIn(
  mirror: Mirror,
  commits: CommitsToReview,
  means: Means,
  signal: AbortSignal,
): Promise<ReviewedCommits> {
  const { refs, baseBranch, baseCommit: base, headCommit: head, token, sides } = commits;
  const trees = await mirror.treesUnderReview({ refs, base, head, token, signal, sides });
  const { objects, fetch } = mirror.repository.session();
  const at = (id: string): RepoTree => ({ id, objects });
  const [before, after] = [at(trees.before), at(trees.after)];
  const ofBase = at(await mirror.repository.treeOf(base));
  const ofHead = at(await mirror.repository.treeOf(head));
  const merge: Merge = trees.conflict
    ? { status: 'conflict', conflicts: trees.conflict.paths }
    : { status: sides === 'merge' ? 'merged' : 'as-given', conflicts: [] };

  signal.throwIfAborted();
  const { config, findings } = await drive(fetch, () => configOfCommits(ofBase, after));
  signal.throwIfAborted();
  const rendered = await drive(fetch, () => review({ before, after, config, base, head, merge, baseBranch, ...means }));
  const judged = { ...rendered, findings: [...rendered.findings, ...findings] };
  const result = { ...judged, verdict: verdictOf(judged) };
  const shown = await drive(fetch, () => shownPaths(result, { after, head: ofHead, base: ofBase }));
  const { advisory, perCluster } = config.checks;
  return {
    review: result,
    mode: { isAdvisory: advisory, approvals: approvalsFor(config, result) },
    overridePermission: config.overrides.permission,
    perCluster,
    shown,
  };
}

function approvalsFor(config: Config, { clusters }: Review): Record<string, ApprovalConfig> {
  const rules = Object.entries(clusters).flatMap(([name, cluster]) => {
    const rule = approvalFor(config, name, cluster.protected);
    return rule === undefined ? [] : [[name, rule] as const];
  });
  return Object.fromEntries(rules);
}

/** What git says may be shown; whether trying again helps depends on what it was. */
export function asProblem(error: GitError): CannotReview | GitError {
  switch (error.code) {
    case 'no-merge-base':
      return new CannotReview('The branches have nothing in common', prose(error.message), true);
    case 'missing-object':
    case 'ref-not-found':
    case 'unreachable':
    case 'refused':
    case 'timed-out':
      return new CannotReview('The repository could not be fetched', prose(error.message), false);
    default:
      return error;
  }
}

import { join } from 'node:path';
import { evictMirrors } from '../../git/mirror/evict-mirrors.ts';
import { Mirror } from '../../git/mirror/mirror.ts';
import { GitError } from '../../git/process/git-error.ts';
import { cacheDirectory } from '../kept/cache-directory.ts';
import { CliError, cannotTell } from '../process/cli-error.ts';
import type { Io } from '../process/io.ts';
import { askGitHub, type RepositoryName, tokenIn, type Variables } from './ask-github.ts';

/** Of all that were tried; those of long ago go first. */
const MOST_BYTES = 2 * 1024 ** 3;

/** A pull request on GitHub, and where its commits are. */
export interface FetchedPull {
  readonly number: number;
  readonly title: string;
  /** Of a bare repository on this machine. */
  readonly directory: string;
  readonly base: string;
  readonly head: string;
  readonly baseBranch: string;
}

/**
 * Fetches the commits of a pull request into the cache folder of the user; nothing is checked out.
 *
 * @param number the newest open one where it is left out
 * @throws CliError where there is none, or it cannot be read
 */
export async function fetchPull(
  name: RepositoryName,
  number: number | undefined,
  variables: Variables,
  io: Pick<Io, 'progress'>,
): Promise<FetchedPull> {
  io.progress('asking GitHub …');
  const pull = await askGitHub(name, variables, async (github) => {
    if (number !== undefined) return (await github.rest.pulls.get({ ...name, pull_number: number })).data;
    return (await github.rest.pulls.list({ ...name, state: 'open', per_page: 1 })).data[0];
  });
  const { owner, repo } = name;
  if (pull === undefined)
    throw cannotTell(`${owner}/${repo} has no open pull request; name one: blast-radius try ${owner}/${repo} 7`);
  const { ref: baseBranch, repo: into } = pull.base;
  const tried = join(cacheDirectory(), 'tried');
  const directory = join(tried, `${into.id}.git`);
  const token = tokenIn(variables);
  io.progress(`fetching ${into.clone_url} …`);
  try {
    const mirror = Mirror.open({ directory, url: into.clone_url });
    const base = (await mirror.branchTips([baseBranch], token)).get(baseBranch);
    if (base === undefined) throw cannotTell(`${owner}/${repo} has no branch ${baseBranch} any more`);
    await mirror.fetch({
      refs: [`refs/heads/${baseBranch}`, `refs/pull/${pull.number}/head`],
      commits: [base, pull.head.sha],
      ...(token === undefined ? {} : { token: async () => token }),
    });
    await mirror.close();
    await evictMirrors(tried, MOST_BYTES, new Set([directory]));
    return { number: pull.number, title: pull.title, directory, base, head: pull.head.sha, baseBranch };
  } catch (error) {
    if (!(error instanceof GitError) || error instanceof CliError) throw error;
    throw cannotTell(error.message);
  }
}

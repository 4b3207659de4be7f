import type { BranchRules, RulesNotKnown } from '../../github/rules/branch-rules.ts';
import { cannotTell, usageError } from '../process/cli-error.ts';

/** What a branch on GitHub requires. */
export interface RemoteRules {
  /** `owner/repo`, as it was asked for. */
  readonly repository: string;
  readonly branch: string;
  readonly rules: BranchRules | RulesNotKnown;
}

/** How long all of GitHub's answers may take. In milliseconds. */
const patience = 30_000;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Asks GitHub what a branch requires, with the token of `GITHUB_TOKEN` or `GH_TOKEN` where there is one, at
 * `GITHUB_API_URL` where it is set, as GitHub Actions sets it.
 *
 * @param branch the default branch where it is left out
 * @throws CliError where the name is none, the repository cannot be read, or GitHub does not answer
 */
export async function readRemoteRules(
  repository: string,
  branch: string | undefined,
  variables: Variables,
): Promise<RemoteRules> {
  const [, owner, repo] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(repository) ?? [];
  if (owner === undefined || repo === undefined)
    throw usageError(`${repository} is not a repository on GitHub; name it like --remote acme/fleet`);
  const { readBranchRules } = await import('../../github/rules/branch-rules.ts');
  const { refusalOf } = await import('../../github/api/refusal.ts');
  const github = await connect(variables);
  try {
    const asked = branch ?? (await github.rest.repos.get({ owner, repo })).data.default_branch;
    return { repository, branch: asked, rules: await readBranchRules(github, { owner, repo }, asked) };
  } catch (error) {
    const refusal = refusalOf(error)?.replace(/ - https:\S+$/, '');
    if (refusal !== undefined)
      throw cannotTell(`${repository} cannot be read (${refusal}); set GITHUB_TOKEN to a token that may read it`);
    const reason = error instanceof Error ? error.message : String(error);
    throw cannotTell(`GitHub does not answer (${reason}); try again`);
  }
}

async function connect({ GITHUB_TOKEN, GH_TOKEN, GITHUB_API_URL }: Variables) {
  const { Octokit } = await import('@octokit/rest');
  const auth = GITHUB_TOKEN || GH_TOKEN;
  const quiet = () => undefined;
  return new Octokit({
    ...(auth ? { auth } : {}),
    baseUrl: GITHUB_API_URL || 'https://api.github.com',
    userAgent: 'blast-radius',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: { signal: AbortSignal.timeout(patience) },
  });
}

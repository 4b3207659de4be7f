import type { BranchRules, RulesNotKnown } from '../../github/rules/branch-rules.ts';
import { usageError } from '../process/cli-error.ts';
import { askGitHub, repositoryName, type Variables } from './ask-github.ts';

/** What a branch on GitHub requires. */
export interface RemoteRules {
  /** `owner/repo`, as it was asked for. */
  readonly repository: string;
  readonly branch: string;
  readonly rules: BranchRules | RulesNotKnown;
}

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
  const name = repositoryName(repository);
  if (name === undefined)
    throw usageError(`${repository} is not a repository on GitHub; name it like --remote acme/fleet`);
  const { readBranchRules } = await import('../../github/rules/branch-rules.ts');
  return askGitHub(name, variables, async (github) => {
    const asked = branch ?? (await github.rest.repos.get({ ...name })).data.default_branch;
    return { repository, branch: asked, rules: await readBranchRules(github, name, asked) };
  });
}

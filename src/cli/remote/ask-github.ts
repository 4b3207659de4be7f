import { cannotTell } from '../process/cli-error.ts';

/** How long all of GitHub's answers may take. In milliseconds. */
const patience = 30_000;

export type Variables = Readonly<Record<string, string | undefined>>;

/** A repository on GitHub. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** @returns the two parts of `owner/repo`; `undefined` where it is none */
export function repositoryName(text: string): RepositoryName | undefined {
  const [, owner, repo] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(text) ?? [];
  return owner === undefined || repo === undefined ? undefined : { owner, repo };
}

/** @returns the token of `GITHUB_TOKEN` or `GH_TOKEN` */
export function tokenIn({ GITHUB_TOKEN, GH_TOKEN }: Variables): string | undefined {
  return GITHUB_TOKEN || GH_TOKEN || undefined;
}

/**
 * Asks GitHub of a repository, with a token where there is one, at `GITHUB_API_URL` where it is set, as GitHub Actions sets it.
 *
 * @throws CliError where the repository cannot be read, or GitHub does not answer; whatever CliError ask throws
 */
export async function askGitHub<T>(
  { owner, repo }: RepositoryName,
  variables: Variables,
  ask: (github: Awaited<ReturnType<typeof connect>>) => Promise<T>,
): Promise<T> {
  const { refusalOf } = await import('../../github/api/refusal.ts');
  const github = await connect(variables);
  try {
    return await ask(github);
  } catch (error) {
    const refusal = refusalOf(error)?.replace(/ - https:\S+$/, '');
    if (refusal !== undefined)
      throw cannotTell(`${owner}/${repo} cannot be read (${refusal}); set GITHUB_TOKEN to a token that may read it`);
    const reason = error instanceof Error ? error.message : String(error);
    throw cannotTell(`GitHub does not answer (${reason}); try again`);
  }
}

async function connect(variables: Variables) {
  const { Octokit } = await import('@octokit/rest');
  const auth = tokenIn(variables);
  const quiet = () => undefined;
  return new Octokit({
    ...(auth ? { auth } : {}),
    baseUrl: variables.GITHUB_API_URL || 'https://api.github.com',
    userAgent: 'blast-radius',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: { signal: AbortSignal.timeout(patience) },
  });
}

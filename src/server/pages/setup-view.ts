import type { Logger } from 'pino';
import type { ProbotOctokit } from 'probot';
import type { GitHub } from '../../github/api/github.ts';
import { refusalOf } from '../../github/api/refusal.ts';
import { roleOf } from '../../github/api/role-of.ts';
import { type BranchRules, type RulesNotKnown, readBranchRules } from '../../github/rules/branch-rules.ts';
import { judgeRules, type RulesAdvice } from '../../github/rules/judge-rules.ts';
import type { ReviewPorts } from '../../github/tasks/review-ports.ts';
import type { SetupAddress } from './page-address.ts';

/** What a repository's default branch requires. */
export interface SetupRepository {
  /** `owner/repo`. */
  readonly name: string;
  /** Its page on GitHub. */
  readonly url: string;
  readonly branch: string;
  readonly rules: BranchRules | RulesNotKnown;
  readonly advice: readonly RulesAdvice[];
}

/** What to require in the repositories of an installation, as far as one person may know. */
export interface SetupView {
  readonly account: string;
  /** The App's name in GitHub's addresses. */
  readonly app: string;
  readonly appId: number;
  readonly repositories: readonly SetupRepository[];
  /** Where the next page is; `undefined` on the last one. */
  readonly next: SetupAddress | undefined;
}

/** Each costs three requests or more of the installation's budget. */
const repositoriesAPage = 10;
const mostMilliseconds = 30_000;

/**
 * Anybody may ask for any installation: it is shown to the account itself and to members of the organization alone, and of
 * its repositories only those that the person may read now.
 *
 * @param app a client of the App itself
 * @returns `undefined` where there is nothing for this person
 * @throws RequestError where GitHub fails
 * @see https://docs.github.com/apps/creating-github-apps/registering-a-github-app/about-the-setup-url
 */
export async function readSetup(
  app: ProbotOctokit,
  ports: Pick<ReviewPorts, 'connect' | 'identity'>,
  address: SetupAddress,
  login: string,
  log: Logger,
): Promise<SetupView | undefined> {
  const account = await accountOf(app, address.installation);
  if (account === undefined) return undefined;
  const identity = await ports.identity();
  const github = inTime(await ports.connect(address.installation, log));
  if (!(await isOfAccount(github, account, login))) return undefined;
  const { data } = await github.rest.apps.listReposAccessibleToInstallation({
    per_page: repositoriesAPage,
    page: address.page,
  });
  const found = await Promise.all(
    data.repositories.map(async ({ name: repo, owner, html_url: url, default_branch: branch }) => {
      const repository = { owner: owner.login, repo };
      if ((await roleOf(github, repository, login)) === undefined) return undefined;
      const rules = await rulesOf(github, repository, branch, log);
      const judged = { base: branch, appId: identity.id, clusters: undefined };
      const advice = rules.kind === 'known' ? judgeRules(rules, judged) : [];
      return { name: `${owner.login}/${repo}`, url, branch, rules, advice };
    }),
  );
  const isLast = data.total_count <= address.page * repositoriesAPage;
  return {
    account: account.login,
    app: identity.login.replace(/\[bot\]$/, ''),
    appId: identity.id,
    repositories: found.filter((repository) => repository !== undefined),
    next: isLast ? undefined : { ...address, page: address.page + 1 },
  };
}

interface Account {
  readonly login: string;
  readonly isOrganization: boolean;
}

async function accountOf(app: ProbotOctokit, installation: number): Promise<Account | undefined> {
  try {
    const { data } = await app.rest.apps.getInstallation({ installation_id: installation });
    const { account, suspended_at: suspended } = data;
    if (suspended || account === null || !('login' in account)) return undefined;
    return { login: account.login, isOrganization: account.type === 'Organization' };
  } catch (error) {
    if (refusalOf(error) !== undefined) return undefined;
    throw error;
  }
}

async function isOfAccount(github: GitHub, account: Account, username: string): Promise<boolean> {
  if (!account.isOrganization) return account.login.toLowerCase() === username.toLowerCase();
  try {
    await github.rest.orgs.checkMembershipForUser({ org: account.login, username });
    return true;
  } catch (error) {
    if (refusalOf(error) !== undefined) return false;
    throw error;
  }
}

async function rulesOf(
  github: GitHub,
  repository: { readonly owner: string; readonly repo: string },
  branch: string,
  log: Logger,
): Promise<BranchRules | RulesNotKnown> {
  try {
    return await readBranchRules(github, repository, branch);
  } catch (error) {
    log.warn({ err: error, repository: `${repository.owner}/${repository.repo}` }, 'the rules could not be read');
    return { kind: 'not known', reason: 'GitHub does not answer' };
  }
}

/** A browser waits no longer. */
function inTime(github: GitHub): GitHub {
  const signal = AbortSignal.timeout(mostMilliseconds);
  github.hook.before('request', (options) => {
    options.request = { ...options.request, signal };
  });
  return github;
}

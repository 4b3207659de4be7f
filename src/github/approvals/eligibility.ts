import type { ApprovalConfig, Approver, Permission } from '../../config/config.ts';
import { type Grant, isForEffect } from '../../policy/judge/grant.ts';
import type { GitHub } from '../api/github.ts';
import type { ReviewedCommits } from '../api/review-commits.ts';
import { roleOf, roles } from '../api/role-of.ts';
import type { LivePullRequest } from '../tasks/live-head.ts';

/** Whether a person may, and if not, the reason. */
type Eligible = { readonly may: true } | { readonly may: false; readonly why: string };

/**
 * Asks GitHub who somebody is, now: roles and teams change without notice. One instance answers for one review, and asks
 * each question once.
 */
export class Eligibility {
  readonly #github: GitHub;
  readonly #pull: LivePullRequest;
  readonly #actors: readonly string[];
  readonly #answers = new Map<string, Promise<unknown>>();

  /** @param actors logins of the people who pushed or asked for it, as far as events show */
  constructor(github: GitHub, pull: LivePullRequest, actors: readonly string[]) {
    this.#github = github;
    this.#pull = pull;
    this.#actors = actors;
  }

  /** Whether somebody may approve a cluster that has this rule. */
  async mayApprove(login: string, rule: ApprovalConfig): Promise<Eligible> {
    if (!rule.author && (await this.#isContributor(login)))
      return { may: false, why: 'contributed to this pull request, and somebody else must approve it' };
    for (const approver of rule.anyOf) if (await this.#fits(login, approver)) return { may: true };
    return { may: false, why: `is not an allowed approver (${rule.anyOf.map(approverText).join(', ')})` };
  }

  /** Whether somebody has at least a role in the repository. */
  async hasRole(login: string, wanted: Permission): Promise<Eligible> {
    const role = await this.#roleOf(login);
    if (role !== undefined && roles.indexOf(role) >= roles.indexOf(wanted)) return { may: true };
    return { may: false, why: `does not have the role ${wanted} in this repository` };
  }

  async #fits(login: string, approver: Approver): Promise<boolean> {
    if (approver.kind === 'user') return isSame(approver.user, login);
    if (approver.kind === 'permission') return (await this.hasRole(login, approver.permission)).may;
    return this.#isIn(approver.team, login);
  }

  /** Everyone who opened it, asked for it, pushed to it or committed. */
  async #isContributor(login: string): Promise<boolean> {
    const known = [this.#pull.author ?? '', ...this.#actors];
    if (known.some((each) => isSame(each, login))) return true;
    return (await this.#committers()).some((each) => isSame(each, login));
  }

  #committers(): Promise<readonly string[]> {
    return this.#once('commits', async () => {
      const { owner, repo, number } = this.#pull.ref;
      const query = { owner, repo, pull_number: number, per_page: 100 };
      const commits = await this.#github.paginate(this.#github.rest.pulls.listCommits, query);
      return commits.flatMap(({ author, committer }) => [loginOf(author), loginOf(committer)]).filter(Boolean);
    });
  }

  #roleOf(login: string): Promise<Permission | undefined> {
    return this.#once(`role ${login.toLowerCase()}`, () => roleOf(this.#github, this.#pull.ref, login));
  }

  #isIn(team: string, login: string): Promise<boolean> {
    return this.#once(`team ${team} ${login.toLowerCase()}`, async () => {
      const names = { org: this.#pull.ref.owner, team_slug: team, username: login };
      const data = await orNothing(async () => {
        const answer = await this.#github.rest.teams.getMembershipForUserInOrg(names);
        return answer.data;
      });
      return data?.state === 'active';
    });
  }

  async #once<T>(question: string, ask: () => Promise<T>): Promise<T>;
  async #once(question: string, ask: () => Promise<unknown>): Promise<unknown> {
    const answer = this.#answers.get(question) ?? ask();
    this.#answers.set(question, answer);
    return answer;
  }
}

export function approverText(approver: Approver): string {
  if (approver.kind === 'user') return approver.user;
  return approver.kind === 'team' ? `team ${approver.team}` : `role ${approver.permission}`;
}

/** GitHub answers 404 for people it does not know. */
async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return undefined;
    throw error;
  }
}

function loginOf(person: unknown): string {
  if (typeof person !== 'object' || person === null || !('login' in person)) return '';
  return typeof person.login === 'string' ? person.login : '';
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A grant whose giver is no longer allowed to give it. */
export interface Ineligible {
  readonly grant: Grant;
  readonly why: string;
}

/** People leave teams and lose roles: an approval counts only as long as its giver may still give it. */
export async function findIneligible(
  grants: readonly Grant[],
  { mode, overridePermission, review }: ReviewedCommits,
  eligibility: Eligibility,
): Promise<readonly Ineligible[]> {
  const ineligible: Ineligible[] = [];
  for (const grant of grants) {
    const cluster = Object.hasOwn(review.clusters, grant.cluster) ? review.clusters[grant.cluster] : undefined;
    if (grant.withdrawn !== undefined || !isForEffect(grant, cluster?.digest)) continue;
    const rule = Object.hasOwn(mode.approvals, grant.cluster) ? mode.approvals[grant.cluster] : undefined;
    if (grant.kind === 'approval' && rule === undefined) continue;
    const answer =
      grant.kind === 'approval' && rule !== undefined
        ? await eligibility.mayApprove(grant.by, rule)
        : await eligibility.hasRole(grant.by, overridePermission);
    if (!answer.may) ineligible.push({ grant, why: `${grant.by} ${answer.why}` });
  }
  return ineligible;
}

import type { ApprovalConfig, Approver, Permission } from '../../config/config.ts';
import { isSameLogin } from '../../policy/approvals/grant.ts';
import type { GitHub } from '../api/github.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import { roleOf, roles } from '../api/role-of.ts';
import type { Acted } from './contributors.ts';

/** Whether a person may, and if not, the reason. */
export type Eligible = { readonly may: true } | { readonly may: false; readonly why: string };

/**
 * Asks GitHub who somebody is, now: roles and teams change without notice. One instance answers for one look, and asks
 * each question once.
 */
export class Eligibility {
  readonly #github: GitHub;
  readonly #pull: OpenPull;
  readonly #acted: () => Promise<Acted>;
  readonly #answers = new Map<string, Promise<unknown>>();

  /** @param acted who acted on the pull request */
  constructor(github: GitHub, pull: OpenPull, acted: () => Promise<Acted>) {
    this.#github = github;
    this.#pull = pull;
    this.#acted = acted;
  }

  /** Whether somebody may approve what has this rule. */
  async mayApprove(login: string, rule: ApprovalConfig): Promise<Eligible> {
    if (!rule.author && (await this.#acted()).logins.has(login.toLowerCase()))
      return { may: false, why: 'contributed to this pull request, and somebody else must approve it' };
    if (!(await this.#fitsAny(login, rule.anyOf)))
      return { may: false, why: `is not an allowed approver (${rule.anyOf.map(approverText).join(', ')})` };
    if (isApp(login) || (await this.#hasAccess(login, rule.anyOf))) return { may: true };
    return { may: false, why: 'has no access to this repository' };
  }

  /** Whether somebody has at least a role in the repository. */
  async hasRole(login: string, wanted: Permission): Promise<Eligible> {
    const role = await this.#roleOf(login);
    const isEnough = role !== undefined && roles.indexOf(role) >= roles.indexOf(wanted);
    if (isEnough && (await this.#hasAccess(login))) return { may: true };
    return { may: false, why: `does not have the role ${wanted} in this repository` };
  }

  async #fitsAny(login: string, anyOf: readonly Approver[]): Promise<boolean> {
    for (const approver of anyOf) if (await this.#fits(login, approver)) return true;
    return false;
  }

  /** A program approves only where the configuration names it. */
  async #fits(login: string, approver: Approver): Promise<boolean> {
    if (approver.kind === 'user') return isSameLogin(approver.user, login);
    if (isApp(login)) return false;
    if (approver.kind === 'permission') return (await this.hasRole(login, approver.permission)).may;
    return this.#isInTeam(approver.team, login);
  }

  /** Anybody reads a public repository: there, access is what somebody was given. */
  async #hasAccess(login: string, anyOf: readonly Approver[] = []): Promise<boolean> {
    const role = await this.#roleOf(login);
    if (role === undefined) return false;
    if (this.#pull.isPrivate || role !== 'read') return true;
    for (const approver of anyOf) if (approver.kind === 'team' && (await this.#fits(login, approver))) return true;
    return (await this.#isCollaborator(login)) || (await this.#isOrganizationMember(login));
  }

  #roleOf(login: string): Promise<Permission | undefined> {
    return this.#once(`role ${login.toLowerCase()}`, () => roleOf(this.#github, this.#pull.ref, login));
  }

  #isCollaborator(username: string): Promise<boolean> {
    const { owner, repo } = this.#pull.ref;
    return this.#once(`collaborator ${username.toLowerCase()}`, () =>
      isThere(() => this.#github.rest.repos.checkCollaborator({ owner, repo, username })),
    );
  }

  #isOrganizationMember(username: string): Promise<boolean> {
    const org = this.#pull.ref.owner;
    return this.#once(`member ${username.toLowerCase()}`, () =>
      isThere(() => this.#github.rest.orgs.checkMembershipForUser({ org, username })),
    );
  }

  #isInTeam(team: string, login: string): Promise<boolean> {
    return this.#once(`team ${team} ${login.toLowerCase()}`, async () => {
      const names = { org: this.#pull.ref.owner, team_slug: team, username: login };
      const answer = await orNothing(() => this.#github.rest.teams.getMembershipForUserInOrg(names));
      return answer?.data.state === 'active';
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

/** Names of people hold no brackets. */
function isApp(login: string): boolean {
  return login.endsWith('[bot]');
}

async function isThere(ask: () => Promise<{ readonly status: number }>): Promise<boolean> {
  const answer = await orNothing(ask);
  return answer !== undefined && answer.status === 204;
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

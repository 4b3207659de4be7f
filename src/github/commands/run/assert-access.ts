import { code } from '../../../text/escape.ts';
import type { GitHub } from '../../api/github.ts';
import { roleOf } from '../../api/role-of.ts';
import { type AskedCommand, CommandRefused } from './command.ts';

/**
 * Asks GitHub, now, whether somebody was given access to the repository. Anybody reads a public one, and nobody else's
 * command about approvals may cost a review: who of the others may approve, the review decides.
 *
 * @throws CommandRefused where they were not, and where GitHub does not say: unknown means no
 */
export async function assertAccess(github: GitHub, { ref, by }: AskedCommand): Promise<void> {
  if (await hasAccess(github, ref, by.login)) return;
  throw new CommandRefused(`${code(by.login)} has no access to this repository, which this command requires.`);
}

async function hasAccess(github: GitHub, { owner, repo }: AskedCommand['ref'], username: string): Promise<boolean> {
  try {
    const role = await roleOf(github, { owner, repo }, username);
    if (role === undefined || role !== 'read') return role !== undefined;
  } catch {
    throw new CommandRefused(`GitHub did not return the role of ${code(username)}, so nothing was done. Try again.`);
  }
  const isCollaborator = await isThere(() => github.rest.repos.checkCollaborator({ owner, repo, username }));
  return isCollaborator || isThere(() => github.rest.orgs.checkMembershipForUser({ org: owner, username }));
}

/** GitHub answers 404 for those it does not list, and 403 where this App may not ask. */
async function isThere(ask: () => Promise<{ readonly status: number }>): Promise<boolean> {
  return ask().then(
    ({ status }) => status === 204,
    () => false,
  );
}

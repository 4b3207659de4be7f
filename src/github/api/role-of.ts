import type { Permission } from '../../config/config.ts';
import { permissions } from '../../config/permissions.ts';
import type { GitHub } from './github.ts';
import type { PullRequestRef } from './pull-request-ref.ts';

/** GitHub's roles, from the least to the most. */
export const roles: readonly Permission[] = permissions;

/**
 * Asks GitHub which role somebody has in a repository, now. `role_name` tells maintain from write, which the older
 * `permission` does not; a custom role is mapped by its permissions.
 *
 * @returns `undefined` for people who have none, or whom GitHub does not know
 * @throws RequestError as GitHub refuses
 * @see https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
export async function roleOf(
  github: GitHub,
  { owner, repo }: Pick<PullRequestRef, 'owner' | 'repo'>,
  login: string,
): Promise<Permission | undefined> {
  const data = await permissionOf(github, owner, repo, login);
  const named = roles.find((role) => role === data?.role_name);
  if (named !== undefined || data?.role_name === 'none') return named;
  const may = data?.user?.permissions;
  if (may?.admin) return 'admin';
  if (may?.maintain) return 'maintain';
  if (may?.push) return 'write';
  if (may?.triage) return 'triage';
  return may?.pull ? 'read' : undefined;
}

async function permissionOf(github: GitHub, owner: string, repo: string, username: string) {
  try {
    return (await github.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username })).data;
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) return undefined;
    throw error;
  }
}

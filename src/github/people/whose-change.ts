import type { GitHub } from '../api/github.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import type { RepositoryRef } from '../api/pull-request-ref.ts';
import type { AskingRepository, Whose } from '../api/review-commits.ts';
import { roleOf, roles } from '../api/role-of.ts';

/** Who may push to the branches of a repository. */
const WRITERS = roles.slice(roles.indexOf('write'));

/**
 * @returns whose change a pull request is: a branch of the repository itself has been pushed by somebody, or an App, who may
 *   write; whoever opened the pull request may be somebody else
 * @throws RequestError as GitHub refuses
 */
export async function whoseChange(
  github: GitHub,
  { ref, headRepository, author }: Pick<OpenPull, 'ref' | 'headRepository' | 'author'>,
): Promise<Whose> {
  if (headRepository?.owner !== ref.owner || headRepository.repo !== ref.repo) return 'fork';
  // Nobody can choose a name with brackets: it is an App, which has no role.
  if (author?.endsWith('[bot]') === true) return 'own';
  const role = author === undefined ? undefined : await roleOf(github, ref, author);
  return role !== undefined && WRITERS.includes(role) ? 'own' : 'outsider';
}

/** @returns a repository as what is fetched is asked for */
export function askingOf({ installation, owner, repo }: RepositoryRef): AskingRepository {
  return { installation, name: `${owner}/${repo}` };
}

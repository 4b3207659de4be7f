import type { UpdateRefsInput, UpdateRefsPayload } from '@octokit/graphql-schema';
import { RefusedUpdate, updateRefs } from '../actions/update-refs.ts';
import { grants, maySee, roleIncludes, roleOf, tokenReaches } from '../auth/access.ts';
import { type Actor, accountBehind } from '../auth/actor.ts';
import { nodeId } from '../payloads/schemas.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import type { Node } from './node.ts';
import { GraphqlProblem, notAccessible } from './problem.ts';

/** The mutation `updateRefs`. */
export const updateRefsMutation = async (
  world: World,
  actor: Actor,
  { repositoryId, refUpdates, clientMutationId = null }: UpdateRefsInput,
): Promise<Node<UpdateRefsPayload>> => {
  const repository = [...world.repositories.values()].find(({ id }) => nodeId('Repository', id) === repositoryId);
  const account = accountBehind(actor);
  if (!repository || !account || !maySee(actor, repository))
    throw new GraphqlProblem('NOT_FOUND', `Could not resolve to a node with the global id of '${repositoryId}'.`);
  requireWrite(actor, repository);
  const updates = refUpdates.map(({ name, beforeOid, afterOid, force }) => ({
    ref: String(name),
    expected: beforeOid == null ? undefined : String(beforeOid),
    after: String(afterOid),
    force: force === true,
  }));
  await updateRefs(world, repository, account, updates).catch((problem: unknown) => {
    throw problem instanceof RefusedUpdate ? new GraphqlProblem('UNPROCESSABLE', problem.message) : problem;
  });
  return { clientMutationId };
};

const requireWrite = (actor: Actor, repository: Repository): void => {
  const may =
    actor.kind === 'installation'
      ? tokenReaches(actor, repository) && grants(actor.token.permissions, { contents: 'write' })
      : actor.kind === 'user' && roleIncludes(roleOf(repository, actor.user), 'write');
  if (!may) throw notAccessible();
};

import { grants, maySee, type Need, roleIncludes, roleOf, tokenReaches } from '../auth/access.ts';
import type { App } from '../state/app.ts';
import type { Repository, Role } from '../state/repository.ts';
import { findRepository } from '../state/world.ts';
import type { Answer } from './answer.ts';
import { type Context, type RepositoryContext, textParam } from './context.ts';
import { forbidden, HttpProblem, notFound } from './problem.ts';

export interface Route {
  readonly method: string;
  /** As GitHub's OpenAPI spells it, so that the contract is found by it. */
  readonly template: string;
  readonly handle: (context: Context) => Answer | Promise<Answer>;
}

type Handle<C> = (context: C) => Answer | Promise<Answer>;

const split = (line: string): [string, string] => {
  const [method = '', template = ''] = line.split(' ');
  return [method, template];
};

/** An endpoint that checks for itself who may call it. */
export const route = (line: string, handle: Handle<Context>): Route => {
  const [method, template] = split(line);
  return { method, template, handle };
};

/** An endpoint for the App itself, by JSON web token. */
export const appRoute = (line: string, handle: Handle<Context & { readonly app: App }>): Route =>
  route(line, (context) => {
    if (context.actor.kind !== 'app') throw new HttpProblem(401, 'A JSON web token could not be decoded');
    return handle({ ...context, app: context.actor.app });
  });

interface Access {
  /** What an App needs: any one of these. */
  readonly needs: readonly Need[];
  /** What a person needs; for an unprivileged reader of a public repository, `read`. */
  readonly role?: Role;
}

/** An endpoint under /repos/{owner}/{repo}, open to those who may see the repository and do this in it. */
export const repositoryRoute = (line: string, access: Access, handle: Handle<RepositoryContext>): Route =>
  route(line, (context) => {
    const repository = findRepository(context.world, textParam(context, 'owner'), textParam(context, 'repo'));
    if (!repository || !maySee(context.actor, repository)) throw notFound();
    authorize(context, repository, access);
    return handle({ ...context, repository });
  });

const authorize = ({ actor, method }: Context, repository: Repository, { needs, role = 'read' }: Access): void => {
  const reading = method === 'GET';
  switch (actor.kind) {
    case 'anonymous':
      if (!reading) throw new HttpProblem(401, 'Requires authentication');
      return;
    case 'app':
      throw forbidden();
    case 'user':
      // GitHub hides what somebody may not do to a repository behind 403 only where they may see it.
      if (!roleIncludes(roleOf(repository, actor.user), role)) throw forbidden('Must have admin rights to Repository.');
      return;
    case 'installation':
      if (!tokenReaches(actor, repository) && reading) return;
      if (!tokenReaches(actor, repository) || !needs.some((need) => grants(actor.token.permissions, need)))
        throw forbidden();
  }
};

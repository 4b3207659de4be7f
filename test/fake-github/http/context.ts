import type { Actor } from '../auth/actor.ts';
import type { Repository } from '../state/repository.ts';
import type { World } from '../state/world.ts';
import { notFound } from './problem.ts';

/** One request, understood: who asks, for what, with which words. */
export interface Context {
  readonly world: World;
  readonly actor: Actor;
  readonly method: string;
  /** As the client wrote it, prefix included: links to other pages keep it. */
  readonly url: URL;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export interface RepositoryContext extends Context {
  readonly repository: Repository;
}

export const textParam = (context: Context, name: string): string => {
  const value = context.params[name];
  if (value === undefined) throw notFound();
  return value;
};

/** A number in the path; anything else names nothing. */
export const numberParam = (context: Context, name: string): number => {
  const value = textParam(context, name);
  if (!/^\d+$/.test(value)) throw notFound();
  return Number(value);
};

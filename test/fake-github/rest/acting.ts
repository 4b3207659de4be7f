import { accountBehind } from '../auth/actor.ts';
import type { Context } from '../http/context.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Account } from '../state/account.ts';

/** The account that a write is shown under. */
export const actorOf = (context: Context): Account => {
  const account = accountBehind(context.actor);
  if (!account) throw new HttpProblem(401, 'Requires authentication');
  return account;
};

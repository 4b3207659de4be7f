import { ok } from '../http/answer.ts';
import { forbidden, HttpProblem, notFound } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { publicUserPayload } from '../payloads/account.ts';

export const userRoutes: readonly Route[] = [
  route('GET /user', ({ world, actor }) => {
    if (actor.kind === 'anonymous') throw new HttpProblem(401, 'Requires authentication');
    if (actor.kind !== 'user') throw forbidden();
    return ok(publicUserPayload(world, actor.user));
  }),
  route('GET /users/{username}', ({ world, params }) => {
    const account = world.accounts.get((params.username ?? '').toLowerCase());
    if (!account) throw notFound();
    return ok(publicUserPayload(world, account));
  }),
];

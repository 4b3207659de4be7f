import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { type RepositoryRef, repositoryKey } from '../../github/api/pull-request-ref.ts';
import { RateLimit } from '../../github/commands/run/rate-limit.ts';
import { fleetBadge, unknownBadge } from '../../report/where/fleet-badge.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { respond } from '../http/respond.ts';
import { defaultTip } from './default-tip.ts';
import type { FleetPorts } from './fleet-of.ts';

type Repository = Pick<RepositoryRef, 'owner' | 'repo'>;

/** Draws the badge of a repository; `undefined` where there is none that everybody may see. */
export type DrawBadge = (repository: Repository, log: Logger) => Promise<string | undefined>;

const BADGE = /^\/badge\/([\w.-]{1,100})\/([\w.-]{1,100})\.svg$/;

/** Anybody may ask, so each is drawn once in a while. In seconds. */
const KEPT = 300;
const MOST_KEPT = 2_000;
const MOST_AT_ONCE = 2;
/** In ten minutes, also of those that are not there: each costs requests that the App needs for its reviews. */
const MOST_DRAWN = 200;

/** @returns what answers requests for badges, without signing in; `false` for anything else */
export function createBadges(draw: DrawBadge, log: Logger) {
  const kept = new LRUCache<string, { readonly svg: string | undefined }>({ max: MOST_KEPT, ttl: KEPT * 1000 });
  const limit = new RateLimit(MOST_DRAWN);
  let drawing = 0;
  const badgeOf = async (repository: Repository) => {
    const key = repositoryKey(repository);
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (drawing >= MOST_AT_ONCE || !limit.take('everybody', Date.now())) return undefined;
    drawing += 1;
    try {
      const drawn = { svg: await draw(repository, log) };
      kept.set(key, drawn);
      return drawn;
    } finally {
      drawing -= 1;
    }
  };
  return async ({ method, url = '/' }: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const [, owner, repo] = BADGE.exec(url.split('?', 1)[0] ?? '') ?? [];
    if (owner === undefined || repo === undefined) return false;
    if (method !== 'GET') {
      respond(response, 405, 'this is read-only', { allow: 'GET' });
      return true;
    }
    const badge = await badgeOf({ owner, repo });
    if (badge === undefined) respond(response, 503, 'too many badges', { 'retry-after': '60' });
    // What is private and what is not there look the same.
    else if (badge.svg === undefined)
      respond(response, 404, 'not found', { 'cache-control': `public, max-age=${KEPT}` });
    else {
      response.writeHead(200, {
        'content-type': 'image/svg+xml; charset=utf-8',
        // GitHub shows pictures by a proxy, which keeps them for as long.
        'cache-control': `public, max-age=${KEPT}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      });
      response.end(badge.svg);
    }
    return true;
  };
}

/**
 * Renders the default branch of a repository that everybody may read.
 *
 * @returns `undefined` for any other repository
 * @throws RequestError as GitHub refuses
 */
export async function badgeOf(
  ports: Pick<FleetPorts, 'connect' | 'askCommit' | 'readingToken'>,
  ref: RepositoryRef,
  log: Logger,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { tip, isPublic } = await defaultTip(ports, ref, log);
  if (!isPublic) return undefined;
  try {
    const { found } = await ports.askCommit(tip, { kind: 'where', asked: undefined }, signal);
    return fleetBadge(found);
  } catch (error) {
    if (!(error instanceof CannotReview)) throw error;
    return unknownBadge();
  }
}

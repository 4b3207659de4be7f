import type { Logger } from 'pino';
import type { RepositoryRef } from '../../github/api/pull-request-ref.ts';
import { fleetBadge, unknownBadge } from '../../report/where/fleet-badge.ts';
import { CannotReview } from '../../review/contract/cannot-review.ts';
import { defaultTip } from './default-tip.ts';
import type { FleetPorts } from './fleet-of.ts';

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

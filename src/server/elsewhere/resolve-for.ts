import type { ResolvedElsewhere, Whose } from '../../github/api/review-commits.ts';
import type { OnlyHosts } from '../../sources/contract/only-hosts.ts';
import { type Answer, asResolution } from '../../sources/contract/source-ref.ts';
import { ANYBODY } from '../../sources/settings/asker.ts';
import { type Attempt, type ResolveSources, untilResolved } from '../../tree/objects/drive.ts';
import type { SourceRef } from '../../tree/sources/source-ref.ts';
import { type Resolution, SourceTable } from '../../tree/sources/source-table.ts';
import type { Fetching } from './fetching.ts';

/** A change, that may be of somebody who could not have committed it. */
export interface Change {
  readonly whose: () => Promise<Whose>;
  /** Attempts the same of nothing but its base. */
  readonly ofBase: (sources: ResolvedElsewhere) => Promise<Attempt<unknown>>;
}

/** What is new in a change, and not looked at for the sake of whose it is, by its keys. */
export type Withheld = Set<string>;

/** What the base refers to, and so what a change of others may have contacted. */
interface Limits {
  readonly base: SourceTable;
  readonly only: OnlyHosts;
}

const WHOSE = {
  fork: 'a pull request from a fork',
  outsider: 'a pull request by somebody without write access',
} as const;

/** @returns what resolves references of content that has been committed to the repository */
export function resolveOwn(fetching: Fetching): ResolveSources {
  return async (needed) => resolutionsOf(await fetching.resolve(needed, { asker: fetching.repository }));
}

/**
 * Of the change of somebody who could not have committed it, what its base refers to is fetched as always. What is new in it is
 * fetched without credentials, and only from hosts that the base leads to for references of the same kind.
 *
 * @param withheld grows
 * @returns what resolves references of a change
 */
export function resolveOf(change: Change, fetching: Fetching, withheld: Withheld): ResolveSources {
  // Asked for with the first reference: most changes bring none.
  let asked: Promise<Limits | undefined> | undefined;
  return async (needed) => {
    asked ??= limitsOf(change, fetching);
    const limits = await asked;
    if (limits === undefined) return resolveOwn(fetching)(needed);
    const { base, only } = limits;
    const news = new Map([...needed].filter(([key]) => !base.resolutions.has(key)));
    const found = await fetching.resolve(news, { asker: ANYBODY, only });
    for (const [key, each] of found) if (each.kind === 'unavailable' && each.code === 'new-host') withheld.add(key);
    return new Map([...base.resolutions, ...resolutionsOf(found)]);
  };
}

async function limitsOf({ whose, ofBase }: Change, fetching: Fetching): Promise<Limits | undefined> {
  const who = await whose();
  if (who === 'own') return undefined;
  const references = new Map<string, SourceRef>();
  const resolve: ResolveSources = (needed) => {
    for (const [key, source] of needed) references.set(key, source);
    return resolveOwn(fetching)(needed);
  };
  const { sources } = await untilResolved(resolve, new SourceTable(), ({ resolutions }) =>
    ofBase({ resolutions, gitDirectories: fetching.directories }),
  );
  return { base: sources, only: { hosts: await fetching.hostsOf(references.values()), whose: WHOSE[who] } };
}

function resolutionsOf(found: ReadonlyMap<string, Answer>): ReadonlyMap<string, Resolution> {
  return new Map([...found].map(([key, each]) => [key, asResolution(each)]));
}

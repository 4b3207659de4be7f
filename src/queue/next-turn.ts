import type { Job } from './queue.ts';

/** Whose turn it may be, and since when. */
export interface Waiting extends Pick<Job<unknown>, 'key' | 'group' | 'tenant' | 'priority'> {
  /** Grows with every job that comes. */
  readonly arrival: number;
}

interface Choice {
  /** When a tenant or a group had its last turn, by {@link turnsOf}: a number that grows with every turn; 0 for never. */
  readonly served: (turn: string) => number;
  /** Whether there is a slot for it. */
  readonly mayRun: (waiting: Waiting) => boolean;
  /** Whether its tenant has so much running that others go first. */
  readonly yields: (waiting: Waiting) => boolean;
}

/**
 * Whose turn it is: tenants take turns, and so do the groups of one. Of one tenant the most urgent class goes first, in
 * order of arrival; what nobody waits for comes after everything else, whoever's it is.
 *
 * @returns `undefined` where there is no slot for any
 */
export function nextTurn<Each extends Waiting>(all: Iterable<Each>, choice: Choice): Each | undefined {
  let first: { readonly waiting: Each; readonly rank: readonly number[] } | undefined;
  for (const waiting of all) {
    if (!choice.mayRun(waiting)) continue;
    const rank = rankOf(waiting, choice);
    if (first === undefined || isBefore(rank, first.rank)) first = { waiting, rank };
  }
  return first?.waiting;
}

/** @returns the names under which the turns of its tenant and of its group are counted */
export function turnsOf({ tenant, group }: Pick<Waiting, 'tenant' | 'group'>): readonly [string, string] {
  return [`tenant ${tenant}`, `group ${tenant} ${group}`];
}

function rankOf(waiting: Waiting, { served, yields }: Choice): readonly number[] {
  const [tenantTurn, groupTurn] = turnsOf(waiting);
  return [
    Number(waiting.priority >= 3),
    Number(yields(waiting)),
    served(tenantTurn),
    waiting.priority,
    served(groupTurn),
    waiting.arrival,
  ];
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}

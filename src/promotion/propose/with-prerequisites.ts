import type { Brings, Settled } from '../outcome/settle-promotion.ts';
import { orRefused } from '../plan/promotion-refusal.ts';

/** More are left to people: each is a render of all clusters. */
const MOST = 8;

/**
 * Adds to a promotion what it needs in the target: all of it, or else what can be added, one after the other. What
 * cannot be added takes nothing from the promotion, and is named with the reason.
 *
 * @param attempt plans the promotion anew, with the prerequisites of some names
 * @throws PromotionRefusal where it is refused without any
 */
export function withPrerequisites(attempt: (brings: Brings) => Settled): Settled {
  const whole = orRefused(() => attempt('all'));
  if (!('kind' in whole)) return whole;
  let settled = attempt('none');
  const tried = new Map<string, string | undefined>();
  for (;;) {
    const next = settled.needs.find(({ promotable }) => promotable !== undefined && !tried.has(promotable))?.promotable;
    if (next === undefined || tried.size === MOST) break;
    const added = [...tried].flatMap(([name, reason]) => (reason === undefined ? [name] : []));
    const result = orRefused(() => attempt(new Set([...added, next])));
    tried.set(next, 'kind' in result ? result.reason : undefined);
    if (!('kind' in result)) settled = result;
  }
  const notes = [...tried].flatMap(([name, reason]) =>
    reason === undefined ? [] : [`${name} is not added: ${reason}`],
  );
  return { ...settled, notes: [...settled.notes, ...notes] };
}

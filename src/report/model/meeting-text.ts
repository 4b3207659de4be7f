import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Meeting, MeetingEffect } from '../../review/contract/meeting.ts';
import type { Review } from '../../review/contract/review.ts';
import { counted, grouped, listed } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';

/** In one line. */
const MOST_CLAUSES = 2;
/** Of one clause. */
const MOST_OBJECTS = 3;

/**
 * @param most how many clauses; the others are counted
 * @returns what becomes of two changes that meet, with names in backticks: `it` is the other one
 */
export function meetingText(meeting: Meeting, most = MOST_CLAUSES): string {
  const clauses = clausesOf(meeting);
  const left = clauses.length - most;
  return [...clauses.slice(0, most), ...(left > 0 ? [counted(left, 'more effect')] : [])].join('; ');
}

/** @returns what says how many more change the same; empty where none */
export function alsoMeetsText({ alsoMeets = 0 }: Review): string {
  if (alsoMeets === 0) return '';
  return `${counted(alsoMeets, 'other')} may meet this one, and ${alsoMeets === 1 ? 'was' : 'were'} not compared`;
}

function clausesOf({ conflicts, holds, unknown, effects }: Meeting): readonly string[] {
  if (unknown !== undefined) return [`what they do together is not known, as ${unknown}`];
  if (conflicts.length > 0) return [conflictClause(conflicts), ...effects.map(bothChange)];
  const orders = effects.filter(({ kind }) => kind === 'order');
  const isEither = new Set(orders.map(({ first }) => first)).size > 1;
  const clauses = [
    ...(isEither ? ['neither is right without the other one: make one pull request of both'] : []),
    ...(holds === undefined ? [] : [held[holds]]),
    // What one of two that are the same has alone, the other has too.
    ...effects.filter(({ kind }) => holds === undefined || kind !== 'same').map((each) => clauseOf(each, isEither)),
  ];
  return clauses.length > 0 ? clauses : ['each does the same, whether the other one is merged or not'];
}

const held = {
  this: 'this one makes all that it changes: nothing is left of it once this one is merged',
  other: 'it makes all that this one changes: nothing is left of this one once it is merged',
  both: 'both make the same change: nothing is left of the one once the other is merged',
};

function conflictClause(conflicts: readonly string[]): string {
  return `git cannot merge both: whoever is merged second has to resolve a conflict in ${files(conflicts)}`;
}

function clauseOf(effect: MeetingEffect, isEither: boolean): string {
  const { kind, stays } = effect;
  switch (kind) {
    case 'order':
      return orderClause(effect, isEither);
    case 'together':
      return togetherClause(effect);
    case 'overridden': {
      const gone = stays === 'this' ? 'it does' : 'this one does';
      return `once both are merged, nothing is left of what ${gone} to ${what(effect)}`;
    }
    case 'unknown':
      return `${bothChange(effect)}, and what becomes of that is not known`;
    case 'apart':
      return `${bothChange(effect)}, each in its own way: merged, both have their effect`;
    case 'same':
      return `${bothChange(effect)} alike: whoever is merged second changes nothing there`;
  }
}

function orderClause(effect: MeetingEffect, isEither: boolean): string {
  const { first, problem } = effect;
  const [alone, other] = first === 'this' ? ['it', 'this one'] : ['this one', 'it'];
  const lead = isEither ? '' : `merge ${other} first: `;
  if (problem !== undefined) return `${lead}alone, ${alone} has a problem${where(effect)}: ${problem}`;
  return `${lead}alone, ${alone} deletes ${what(effect)}, and both together keep it`;
}

function togetherClause(effect: MeetingEffect): string {
  const { problem, becomes } = effect;
  if (problem !== undefined) return `together they have a problem that neither has alone${where(effect)}: ${problem}`;
  if (becomes === 'unchanged') return `both change ${what(effect)}, and together leave it as it is`;
  if (becomes === undefined) return `together they make of ${what(effect)} what neither makes of it alone`;
  const does = { gained: 'bring', lost: 'remove', changed: 'change', moved: 'move' }[becomes];
  return `together they ${does} ${what(effect)}, which neither does alone`;
}

function bothChange(effect: MeetingEffect): string {
  return `both change ${effect.files === undefined ? what(effect) : files(effect.files)}`;
}

function what(effect: MeetingEffect): string {
  const { objects, more = 0 } = effect;
  const shown = objects.slice(0, MOST_OBJECTS).map(objectTitle);
  const left = objects.length - shown.length + more;
  const names = left === 0 ? listed(shown) : `${shown.join(', ')} and ${grouped(left)} more`;
  return `${names}${where(effect)}`;
}

function where({ clusters }: MeetingEffect): string {
  return clusters.length === 0 ? '' : ` in ${listed(clusters)}`;
}

function files(paths: readonly string[]): string {
  return listed(paths.map(quoted));
}

import type { Lost } from '../contract/object-change.ts';

/** @returns whether a lost object is not deleted for sure, even where all that Flux does is known */
export function mayStay({ race, undecided, uncertain }: Pick<Lost, 'race' | 'undecided' | 'uncertain'>): boolean {
  return [race, undecided, uncertain].some((why) => why !== undefined);
}

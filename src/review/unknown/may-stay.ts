import type { Lost } from '../contract/object-change.ts';

/** @returns whether a lost object is not deleted for sure, even where all that Flux does is known */
export function mayStay({ race, uncertain }: Pick<Lost, 'race' | 'uncertain'>): boolean {
  return race !== undefined || uncertain !== undefined;
}

import type { Random } from '../../storm/random.ts';
import type { Game } from '../play/game.ts';

/** One thing that can happen. */
export interface Step {
  readonly name: string;
  /** How often it is tried, compared with the others. */
  readonly weight: number;
  /** @returns what happened, for the story; `undefined` where it is not possible now */
  readonly act: (game: Game, random: Random) => string | undefined;
}

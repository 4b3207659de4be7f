/** Holds this copy of the engine to answers that `mutate.ts` has recorded: `replay.js FILE`. */
import { printVerdict } from '../mutate/recorded-case.ts';
import { difference } from './compare.ts';
import { randomFleet } from './fleets/random-fleet.ts';
import { ours } from './ours.ts';
import { readAnswers } from './recorded.ts';

printVerdict(readAnswers(process.argv[2] ?? ''), ({ seed, answer }) => difference(answer, ours(randomFleet(seed))));

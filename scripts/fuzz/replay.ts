/** Holds this copy of the engine to answers that `mutate.ts` has recorded: `replay.js FILE`. */
import { printVerdict } from '../mutate/recorded-case.ts';
import { difference, ours } from './compare.ts';
import { readAnswers } from './recorded.ts';
import { randomTree } from './trees.ts';

printVerdict(readAnswers(process.argv[2] ?? ''), (answer) => difference(answer, ours(randomTree(answer.seed))));

/**
 * Breaks the engine in twenty places, one after the other, and counts how many the fuzzer finds within 2,000 trees:
 * `npm run fuzz:mutate -- [first seed]`. Ends with 1 where fewer than 19 are found, where the engine as it is differs, or
 * where an edit finds no place.
 */
import { mutateEngine } from '../mutate/mutate-engine.ts';
import { mutations } from './mutations.ts';
import { recordAnswers } from './recorded.ts';

const TREES = 2000;
const WANTED = 19;
const first = Number(process.argv[2] ?? 1);

const found = await mutateEngine({
  unit: 'tree',
  mutations,
  count: TREES,
  first,
  record: (file) => recordAnswers(file, first, TREES),
  replay: 'fuzz/replay.js',
});
process.exitCode = found !== undefined && found >= WANTED ? 0 : 1;

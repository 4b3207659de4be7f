/**
 * Breaks rules of the controllers in the engine, one after the other, and counts how many the random fleets find:
 * `npm run oracle:mutate -- [count] [first seed]`. Ends with 1 where one is not found, where the engine as it is differs, or
 * where an edit finds no place.
 */
import { mutateEngine } from '../mutate/mutate-engine.ts';
import { MUTATIONS } from './mutations.ts';
import { recordAnswers } from './recorded.ts';

const [count = 2000, first = 1] = process.argv.slice(2).map(Number);

const found = await mutateEngine({
  unit: 'fleet',
  mutations: MUTATIONS,
  count,
  first,
  record: (file) => recordAnswers(file, first, count),
  replay: 'oracle/replay.js',
});
process.exitCode = found === MUTATIONS.length ? 0 : 1;

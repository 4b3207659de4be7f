/**
 * Breaks the engine of templates in one place after the other, and counts how many the random templates find:
 * `npm run fuzz:template:mutate -- [count] [first seed]`. Ends with 1 where one is not found, where the engine as it is
 * differs, or where an edit finds no place.
 */
import { mutateEngine } from '../../mutate/mutate-engine.ts';
import { mutations } from './mutations.ts';
import { recordAnswers } from './recorded.ts';

const [count = 2000, first = 1] = process.argv.slice(2).map(Number);

const found = await mutateEngine({
  unit: 'template',
  mutations,
  count,
  first,
  record: (file) => recordAnswers(file, first, count),
  replay: 'helm/fuzz/replay.js',
});
process.exitCode = found === mutations.length ? 0 : 1;

/**
 * Breaks rules of the controllers in the engine, one after the other, and counts how many the random fleets find:
 * `npm run oracle:mutate -- [count] [first seed] [part of a name]...`. Ends with 1 where one is not found, where the engine as it is differs, or
 * where an edit finds no place.
 */
import { mutateEngine } from '../mutate/mutate-engine.ts';
import { mutations } from './mutations.ts';
import { recordAnswers } from './recorded.ts';

const [most = '2000', seed = '1', ...only] = process.argv.slice(2);
const [count, first] = [Number(most), Number(seed)];
const chosen = mutations.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));

const found = await mutateEngine({
  unit: 'fleet',
  mutations: chosen,
  count,
  first,
  record: (file) => recordAnswers(file, first, count),
  replay: 'oracle/replay.js',
});
process.exitCode = found === chosen.length ? 0 : 1;

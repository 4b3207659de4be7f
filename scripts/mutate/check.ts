/**
 * Tells which mutations have gone stale, as the code that they break reads otherwise by now: `npm run mutations`. None is
 * played, so it takes no longer than to compile. Ends with 1 where an edit finds no place, or more than one.
 */
import { mutations as ofFuzzer } from '../fuzz/mutations.ts';
import { mutations as ofTemplates } from '../helm/fuzz/mutations.ts';
import { mutations as ofModel } from '../model/mutations.ts';
import { mutations as ofOracle } from '../oracle/mutations.ts';
import { editFile } from './edit-file.ts';
import { editsOf, type Mutation } from './mutation.ts';

const [src = ''] = process.argv.slice(2);
const rooms: Readonly<Record<string, readonly Mutation[]>> = {
  fuzz: ofFuzzer,
  templates: ofTemplates,
  model: ofModel,
  oracle: ofOracle,
};
const all = Object.entries(rooms).flatMap(([room, mutations]) => mutations.map((mutation) => ({ room, mutation })));
const stale = all.flatMap(({ room, mutation }) =>
  whyStale(mutation).map((why) => `${room}: ${mutation.name}: ${why}\n`),
);
process.stdout.write(`${stale.join('')}${stale.length} edits of ${all.length} mutations find no place of their own\n`);
process.exitCode = stale.length === 0 ? 0 : 1;

function whyStale(mutation: Mutation): readonly string[] {
  return editsOf(mutation).flatMap((edit) => {
    try {
      editFile(src, edit);
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
}

/**
 * Holds this copy of the engine to answers that `mutate.ts` has recorded: `replay.js FILE`. Prints the first tree that
 * differs, as `{"tree": 12, "how": "…"}`, or `{}` where none does.
 */
import { difference, ours } from './compare.ts';
import { readAnswers } from './recorded.ts';
import { randomTree } from './trees.ts';

const answers = readAnswers(process.argv[2] ?? '');
process.stdout.write(JSON.stringify(firstDifference()));

function firstDifference(): { readonly tree?: number; readonly how?: string } {
  for (const [index, answer] of answers.entries()) {
    const how = difference(answer, ours(randomTree(answer.seed)));
    if (how !== undefined) return { tree: index + 1, how };
  }
  return {};
}

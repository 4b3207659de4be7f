import { type Choices, interleave, type Played } from './interleave.ts';

/**
 * Leaves choices away, many at first, as long as the same goes wrong.
 *
 * @param choices of an interleaving that goes wrong
 * @param story what it came to
 * @returns the shortest story that was found
 */
export async function shortest(choices: Choices, story: Played): Promise<Played> {
  let best = { choices, story };
  for (let size = Math.floor(choices.length / 2); size >= 1; size = Math.floor(size / 2))
    for (let at = 1; at < best.choices.length; ) {
      const left = [...best.choices.slice(0, at), ...best.choices.slice(at + size)];
      const shorter = await interleave(left);
      if (kindOf(shorter) === kindOf(story)) best = { choices: left, story: shorter };
      else at += size;
    }
  return best.story;
}

/** Which numbers there are, and which versions, does not matter. */
function kindOf({ wrong: [first] }: Played): string | undefined {
  return first?.replace(/#\d+/, '#').replace(/x\d+/g, 'x');
}

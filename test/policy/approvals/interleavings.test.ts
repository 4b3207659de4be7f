import { expect, test } from '@jest/globals';
import { choicesOf, interleave } from '../../../scripts/model/play/interleave.ts';

test('no check is green that should not be, whatever happens between the requests of the App', async () => {
  let approved = 0;
  for (let seed = 61; seed <= 120; seed += 1) {
    const story = await interleave(choicesOf(seed));
    expect({ seed, wrong: story.wrong }).toEqual({ seed, wrong: [] });
    approved += story.approved;
  }
  // Where nothing is approved, nothing can go wrong.
  expect(approved).toBeGreaterThan(5);
});

test('the same seed is the same story', async () => {
  const [one, other] = [await interleave(choicesOf(7)), await interleave(choicesOf(7))];
  expect(one.trace.length).toBeGreaterThan(20);
  expect(one.trace).toEqual(other.trace);
});

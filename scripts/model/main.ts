/** `npm run model -- --count 100000 --seed 1`: plays interleavings, and holds each green check to what really happened. */
import { parseArgs } from 'node:util';
import { choicesOf, interleave } from './play/interleave.ts';
import { shortest } from './play/shortest.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '3000' },
    seed: { type: 'string', default: '1' },
    /** Ends at the first that is wrong, and says only how many it took. */
    'until-wrong': { type: 'boolean', default: false },
  },
});
const mostWrong = 5;
const progress = 10_000;

process.exitCode = await main(Number(values.count), Number(values.seed));

async function main(count: number, first: number): Promise<number> {
  const began = performance.now();
  const steps = new Map<string, number>();
  let [played, greens, approved, wrong] = [0, 0, 0, 0];
  while (played < count && wrong < mostWrong) {
    const seed = first + played;
    const story = await interleave(choicesOf(seed));
    played += 1;
    for (const [name, times] of story.steps) steps.set(name, (steps.get(name) ?? 0) + times);
    greens += story.greens;
    approved += story.approved;
    if (story.wrong.length > 0) {
      wrong += 1;
      say(`wrong after ${played}: ${story.wrong[0]}`);
      if (values['until-wrong']) return 1;
      const shorter = await shortest(choicesOf(seed), story);
      say(`seed ${seed}, as short as it gets:\n${shorter.trace.join('\n')}`);
    }
    if (played % progress === 0) process.stderr.write(`${played}\n`);
  }
  for (const [name, times] of [...steps].sort((a, b) => b[1] - a[1])) say(`${String(times).padStart(10)}  ${name}`);
  say(`${greens} green checks were judged, of which ${approved} rested on approvals`);
  const seconds = Math.round((performance.now() - began) / 1000);
  say(`${played} interleavings from seed ${first}, ${wrong} wrong; ${seconds} s`);
  return wrong === 0 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

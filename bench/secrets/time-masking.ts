import '../../src/cli/launch/optimize-later.ts';
import type * as v from 'valibot';
import { hideInText } from '../../src/review/secrets/hide-in-text.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { filesBelow } from '../files-below.ts';
import { median } from '../measure.ts';
import type { MaskingTimesSchema } from './masking.ts';

const mega = 1_000_000;

/** Lines of a megabyte that a finder could begin at each place of, and look through to their end. */
const HOSTILE = ['a=', 'password="', 'http://a:b@c ', '?key=', '--password ', '<a>b'];

// A process of its own: `time-masking ROUNDS` prints what looking for secrets takes, the median of so many rounds.
const rounds = Number(process.argv[2]);
const text = [...filesBelow('test/fixtures')]
  .flatMap(([path, content]) => (path.endsWith('.yaml') ? content : []))
  .join('---\n');
const hide = secondsOf(() => hideInText(text, () => '***'));
const read = secondsOf(() => parseYaml(new Source(text)));
const growths = HOSTILE.map((part) => {
  const ofLength = (length: number) => {
    const line = part.repeat(length / part.length);
    return secondsOf(() => hideInText(line, () => '***'));
  };
  const short = ofLength(mega / 10);
  return ofLength(mega) / short;
});
const answer: v.InferOutput<typeof MaskingTimesSchema> = { length: text.length, hide, read, growths };
process.stdout.write(JSON.stringify(answer));

/** @returns the median of its rounds; one before them warms up */
function secondsOf(work: () => unknown): number {
  work();
  return median(Array.from({ length: rounds }, () => cpuSeconds(work)));
}

function cpuSeconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / mega;
}

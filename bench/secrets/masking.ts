import { hideInText } from '../../src/review/secrets/hide-in-text.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { filesBelow } from '../files-below.ts';
import { type Measure, median } from '../measure.ts';

const GROUP = 'hiding secrets in texts, by CPU';
/** Whatever is shown was read before, so that what costs as much is not felt. */
const OF_READING = { atMost: 1.5 };
/** What grows as the text does is 10, and the square of it 100. */
const GROWTH = { atMost: 20 };
const mega = 1_000_000;

/** Lines of a megabyte that a finder could begin at each place of, and look through to their end. */
const HOSTILE: Readonly<Record<string, string>> = {
  separators: 'a=',
  'open quotes': 'password="',
  addresses: 'http://a:b@c ',
  queries: '?key=',
  options: '--password ',
  elements: '<a>b',
};

/**
 * Looks for secrets in the manifests of the fixtures, against reading them, and in hostile lines of a tenth of a megabyte and
 * of a whole one.
 *
 * @param rounds of which the median counts; one before them warms up
 */
export function maskingMeasures(rounds: number): readonly Measure[] {
  const text = manifests();
  const hide = medianOf(rounds, () => hideInText(text, () => '***'));
  const read = medianOf(rounds, () => parseYaml(new Source(text)));
  const name = 'manifests of the fixtures';
  return [
    { group: GROUP, name: `${name}: a megabyte`, value: (hide * mega) / text.length, unit: 'seconds' },
    { group: GROUP, name: `${name}: of reading them`, value: hide / read, unit: 'times', goal: OF_READING },
    {
      group: GROUP,
      name: 'hostile lines, ten times as long: most',
      value: mostGrowth(rounds),
      unit: 'fold',
      goal: GROWTH,
    },
  ];
}

function mostGrowth(rounds: number): number {
  const growths = Object.values(HOSTILE).map((part) => {
    const [short, long] = [mega / 10, mega].map((length) => part.repeat(length / part.length));
    const timed = (line = '') => medianOf(rounds, () => hideInText(line, () => '***'));
    return timed(long) / timed(short);
  });
  return Math.max(...growths);
}

function medianOf(rounds: number, work: () => unknown): number {
  work();
  return median(Array.from({ length: rounds }, () => cpuSeconds(work)));
}

function cpuSeconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / mega;
}

function manifests(): string {
  const found = [...filesBelow('test/fixtures')].flatMap(([path, text]) => (path.endsWith('.yaml') ? text : []));
  return found.join('---\n');
}

import type { Review } from '../../../review/contract/review.ts';
import type { Unjudged } from '../../../review/contract/unjudged.ts';
import { listed } from '../../../text/counted.ts';
import type { Alert } from './alert.ts';

/** As many files of one reason are named. */
const mostFiles = 3;

/** @returns what was not judged, as one alert, with the configuration that would settle it; nothing where all was */
export function unjudgedAlert({ unjudged = [] }: Review): readonly Alert[] {
  if (unjudged.length === 0) return [];
  const configs = new Set(unjudged.map(({ config }) => config.replaceAll('\t', ' ')));
  const block = [...configs].filter((config) => config !== '').join('');
  return [
    {
      id: 'not-judged',
      level: 'error',
      clusters: [],
      title: 'Not judged',
      messages: unjudged.map((each) => `${filesText(each)}: ${each.reason}`),
      places: [],
      ...(block === '' ? {} : { fix: FIX, block }),
    },
  ];
}

const FIX =
  'correct this guess and merge it into the base branch as `.github/blast-radius.yml`, then comment `/recheck` here';

function filesText({ files, path }: Unjudged): string {
  return files.length === 0
    ? `\`${path}\``
    : listed(
        files.map((file) => `\`${file}\``),
        mostFiles,
      );
}

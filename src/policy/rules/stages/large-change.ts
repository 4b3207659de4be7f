import type { Changed } from '../../../review/contract/object-change.ts';
import { counted, grouped } from '../../../text/counted.ts';
import type { Rule } from '../../view/rule.ts';

/** Few pull requests reach this: most change less than a twentieth of any cluster. */
const LARGE = { objects: 20, share: 0.2 };

export const largeChange: Rule = {
  id: 'large-change',
  severity: 'notice',
  title: 'A large part of a cluster changes',
  why: 'A label, a patch or a variable for everything reaches further than its one line shows, and among so many changes a reviewer misses the one that matters.',
  fix: 'Check that all of it is meant; to be careful, change one cluster first, or a part at a time.',
  check({ cluster, review: { changed }, pairs }) {
    const counts = changed.filter((each) => each.release === undefined && !isOfVersions(each));
    if (counts.length < LARGE.objects) return [];
    const standing = pairs.all.filter(({ before, after }) => before !== undefined && after?.root.by !== 'release');
    if (counts.length < standing.length * LARGE.share) return [];
    const of = `${grouped(counts.length)} of its ${counted(standing.length, 'object')}`;
    return [
      { message: `${cluster.name} changes ${of}, not counting new versions and what charts make`, ...placeOf(counts) },
    ];
  },
};

/** New versions come in numbers, and each says all by itself. */
function isOfVersions({ fields }: Changed): boolean {
  return fields.every(({ version }) => version !== undefined);
}

/** Where most of them begin to change. */
function placeOf(all: readonly Changed[]): Changed['chain'][number] | undefined {
  const groups = new Map<string, Changed['chain']>();
  for (const { chain } of all) {
    const place = chain.at(-1);
    if (place === undefined) continue;
    const key = JSON.stringify(place);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length)[0]?.[0];
}

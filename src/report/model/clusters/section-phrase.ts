import { counted, grouped } from '../../../text/counted.ts';
import type { ClusterSection } from './cluster-sections.ts';
import { clusterPhrase } from './cluster-state.ts';

/** @returns what a section tells of its clusters, behind their names: `gain 3 objects (the same in each)` */
export function sectionPhrase({ states, entries, unknown, isMore }: ClusterSection): string {
  const [first] = states;
  const isPlural = states.length > 1;
  const same = isPlural ? ' (the same in each)' : '';
  const count = (sign: string) => entries.filter((entry) => entry.sign === sign).length;
  const verbs = (
    [
      ['lose', count('−')],
      ['gain', count('+')],
      ['change', count('~')],
      ['move', first.kind === 'unchanged' ? 0 : count('→')],
    ] as const
  ).filter(([, number]) => number > 0);
  const moved = first.kind === 'unchanged' ? count('→') : 0;
  const phrases = verbs.map(([verb, number], index) => {
    const amount = index === 0 ? counted(number, 'object') : grouped(number);
    return `${index === 0 && isMore ? 'also ' : ''}${verb}${isPlural ? '' : 's'} ${amount}`;
  });
  // An error of one of them is not the same in each.
  const isShared = states.every(({ errors }) => errors === first.errors);
  const errors = first.errors > 0 && !isMore && isShared ? [counted(first.errors, 'error')] : [];
  const movedToo = moved > 0 ? [`${counted(moved, 'object')} moved`] : [];
  if (!isChanging(first) && !isMore) return `${[clusterPhrase(first, true, isPlural), ...movedToo].join(', ')}${same}`;
  // What is not known of one of them may be known of another.
  const again =
    first.kind === 'repaired' ? `${isPlural ? 'render' : 'renders'} again (unknown before)` : 'partly known';
  const all = [...phrases, ...errors, ...movedToo, ...(unknown.length > 0 ? [again] : [])];
  if (verbs.length === 0 && moved === 0) {
    return `${isMore ? 'also ' : ''}${[...(unknown.length > 0 ? [again] : ['indirectly affected']), ...errors].join(', ')}${same}`;
  }
  return `${all.join(', ')}${same}`;
}

function isChanging({ kind }: ClusterSection['states'][number]): boolean {
  return kind === 'changed' || kind === 'repaired' || kind === 'partly';
}

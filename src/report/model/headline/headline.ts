import type { Version } from '../../../review/contract/field-change.ts';
import type { Review } from '../../../review/contract/review.ts';
import { isPartlyKnown } from '../../../review/unknown/partly-known.ts';
import { counted, listed } from '../../../text/counted.ts';
import { visibleText } from '../../../text/visible-text.ts';
import { isRepaired } from '../alerts/repaired.ts';
import { stepText, versionText } from '../changes/entry-remarks.ts';
import {
  type ClusterState,
  clusterPhrase,
  clusterSigns,
  clusterStates,
  isUntouched,
  statesInOrder,
} from '../clusters/cluster-state.ts';
import { chartMove, stayingText } from './chart-move.ts';
import { isRoutineReview } from './routine-review.ts';
import { thingsText } from './things.ts';

/** A phone shows about two lines of this. */
const maxLength = 120;

type NameWriter = (text: string, limit: number) => string;

/**
 * The review in one line, most urgent first: `foo-app: prod gains 3 objects · dev gains 3 · test unchanged`.
 *
 * @param name how to write what the repository names, with the most characters to keep; plain text by default
 */
export function headline(review: Review, name: NameWriter = visibleText): string {
  const states = clusterStates(review);
  const ahead = [
    ...unjudged(review),
    ...(review.merge.status === 'conflict' ? ['merge conflict'] : []),
    ...configuration(review),
  ];
  if (states.length === 0) return [...ahead, 'no cluster found'].join(' · ');
  // What was not judged may change anything: the rest is no news beside it.
  if (states.every(isUntouched) && (review.unjudged ?? []).length > 0) return ahead.join(' · ');
  if (states.every(isUntouched) && states.length > 1)
    return [...ahead, `nothing changes in ${counted(states.length, 'cluster')}`].join(' · ');
  const parts = [...ahead];
  const move = chartMove(review);
  let lead = move === undefined ? thingsText(review, name) : moveText(move, name);
  let length = ahead.join(' · ').length + (move === undefined ? 0 : lead.length);
  let isFirst = true;
  const groups = bySamePhrase(states, states.length > 4 || move !== undefined);
  for (const [index, group] of groups.entries()) {
    const [first] = group;
    if (first === undefined) continue;
    const each = group.length > 1 && first.kind === 'changed' ? ' each' : '';
    const isPlural = group.length > 1;
    const phrase = move === undefined ? clusterPhrase(first, isFirst, isPlural) : clusterSigns(first, isPlural);
    const part = `${subject(group, statesInOrder(review), name)} ${phrase}${each}`;
    length += part.length + 3;
    if (index > 0 && length > maxLength) {
      parts.push(`and ${restText(groups.slice(index).flat())}`);
      break;
    }
    // What is named happens where something does, and not where nothing is known.
    const isNamed = lead !== '' && (first.kind === 'changed' || move !== undefined);
    parts.push(isNamed ? `${lead}: ${part}` : part);
    if (isNamed) lead = '';
    if (first.kind === 'changed') isFirst = false;
  }
  const more = [...(move === undefined ? [] : stayingText(review)), ...(isRoutineReview(review) ? ['routine'] : [])];
  return [...parts, ...more].join(' · ');
}

/** `kyverno 3.4.4 → 3.5.2 (minor)` */
function moveText(move: Version, name: NameWriter): string {
  return `${name(versionText({ ...move, of: move.of.replace(/^chart /, '') }), 60)} (${stepText(move)})`;
}

/** What is not known of one must not be lost among the rest. */
function restText(states: readonly ClusterState[]): string {
  const partly = states.filter(({ cluster }) => isPartlyKnown(cluster)).length;
  const some = partly === states.length ? '' : `${partly} `;
  return `${counted(states.length, 'more cluster')}${partly === 0 ? '' : `, ${some}partly known`}`;
}

/** Before all else: what follows is only true of what was read. */
function unjudged({ unjudged: all = [] }: Review): readonly string[] {
  const files = new Set(all.flatMap((each) => each.files));
  return all.length === 0 ? [] : [`not judged: ${counted(files.size, 'changed manifest')}`];
}

/** What may be all that a merge does, and must not read as nothing. */
function configuration({ weakens, findings }: Review): readonly string[] {
  if (weakens.length === 0) return [];
  return [isRepaired(findings) ? 'repairs the configuration' : 'weakens the configuration'];
}

/** Where nothing happens is said once; of many clusters also what does. */
function bySamePhrase(states: readonly ClusterState[], isMany: boolean): readonly (readonly ClusterState[])[] {
  const groups = new Map<string, ClusterState[]>();
  for (const state of states) {
    const key = isQuiet(state) || isMany ? clusterPhrase(state) : state.name;
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  return [...groups.values()];
}

function isQuiet({ kind }: ClusterState): boolean {
  return kind === 'unchanged' || kind === 'unreached';
}

/** A few by name; of more the first one, which is the one to look at first, and how many there are. */
function subject(group: readonly ClusterState[], all: readonly ClusterState[], name: NameWriter): string {
  const [first] = group;
  if (first === undefined) return '';
  if (group.length <= 3) return listed(all.filter((each) => group.includes(each)).map((each) => name(each.name, 40)));
  if (group.length === all.length) return `all ${counted(all.length, 'cluster')}`;
  if (isQuiet(first)) return counted(group.length, 'cluster');
  return `${name(first.name, 40)} and ${counted(group.length - 1, 'more cluster')}`;
}

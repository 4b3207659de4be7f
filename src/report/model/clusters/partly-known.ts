import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { ClusterReview, Unresolved } from '../../../review/contract/cluster-review.ts';
import { isPartly } from '../../../review/unknown/partly-known.ts';
import { counted, listed } from '../../../text/counted.ts';

/** Something of a cluster of which it is not known what a merge does to it. */
export interface PartlyKnown {
  readonly problem: Unresolved;
  readonly kind: 'changed' | 'repaired' | 'gone' | 'new';
  /** What reports put it under, beside the units. */
  readonly place: string;
  /** A sentence, with as many names as there is room for. */
  readonly text: (mostNames: number) => string;
}

/** @returns what is not known of what a merge does to a cluster, though it breaks nothing; what is alike in a root once */
export function partlyKnown({ unresolved }: Pick<ClusterReview, 'unresolved'>): readonly PartlyKnown[] {
  const groups = new Map<string, [Unresolved, ...Unresolved[]]>();
  for (const problem of unresolved.filter(isPartly)) {
    const { code, root, message, partial, changed, now } = problem;
    const isAlone = !isOfRoot(code) || kindOf(problem) === 'new';
    const key = JSON.stringify([kindOf(problem), root, partial, changed, now, ...(isAlone ? [message] : [])]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [problem]);
    else group.push(problem);
  }
  return [...groups.values()].map((group) => {
    const [problem] = group;
    return {
      problem,
      kind: kindOf(problem),
      place: problem.root ?? problem.path ?? '',
      text: (mostNames) => textOf(group, mostNames),
    };
  });
}

function kindOf({ changed, gone, side }: Unresolved): PartlyKnown['kind'] {
  if (changed !== undefined) return 'changed';
  if (side === 'after') return 'new';
  return gone === true ? 'gone' : 'repaired';
}

/** Of a release or a generator, the root that holds it is known. */
function isOfRoot(code: string): boolean {
  return code !== 'release-inputs' && code !== 'generator';
}

function textOf([problem, ...others]: readonly [Unresolved, ...Unresolved[]], mostNames: number): string {
  const { changed, now = [] } = problem;
  const why = `${problem.message}${others.length === 0 ? '' : ` (and ${counted(others.length, 'more problem')})`}`;
  const { at, what } = wordsFor(problem, others.length > 0);
  if (changed !== undefined) {
    const files = listed(
      changed.map((path) => `\`${path || '.'}\``),
      mostNames,
    );
    return `${why}: what ${files} ${changed.length === 1 ? 'changes' : 'change'} ${at} is not known`;
  }
  if (problem.side === 'after') return `${why}${newWords(problem)}`;
  if (problem.gone === true) return `${why}: ${what} goes with it, and is not known`;
  const objects = now.length === 0 ? 'nothing' : `${counted(now.length, 'object')} (${titlesOf(now, mostNames)})`;
  return `${why}: ${what} before is not known; ${objects} ${now.length < 2 ? 'is' : 'are'} there now`;
}

/** What something new that is not known does where it stands. */
function newWords({ code, root }: Unresolved): string {
  if (code === 'generator') return '';
  if (code === 'release-inputs') return ': with which values it is installed is not known';
  return code === 'remote-base' ? `: what it brings into \`${root ?? ''}\` is not known` : '';
}

/** What is hidden: all of a root, something beside what is known of it, or what one object makes. */
function wordsFor(
  { code, root, partial }: Unresolved,
  areMany: boolean,
): { readonly at: string; readonly what: string } {
  if (!isOfRoot(code) || root === undefined) return { at: 'there', what: 'what was there' };
  if (partial === true)
    return { at: areMany ? 'in them' : 'in it', what: `what ${areMany ? 'they' : 'it'} brought into \`${root}\`` };
  return { at: `in \`${root}\``, what: `what was in \`${root}\`` };
}

function titlesOf(objects: NonNullable<Unresolved['now']>, mostNames: number): string {
  return listed(objects.map(objectTitle), mostNames);
}

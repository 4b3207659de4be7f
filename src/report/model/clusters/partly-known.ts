import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../../memo/by-value.ts';
import type { ClusterReview, Unresolved } from '../../../review/contract/cluster-review.ts';
import { isPartly } from '../../../review/unknown/partly-known.ts';
import { counted, listed } from '../../../text/counted.ts';

/** Something of a cluster of which it is not known what a merge does to it. */
export interface PartlyKnown {
  readonly problem: Unresolved;
  /** It, and those that are told with it. */
  readonly problems: readonly Unresolved[];
  readonly kind: 'changed' | 'repaired' | 'gone' | 'new';
  /** What reports put it under, beside the units. */
  readonly place: string;
  /** A sentence, with as many names as there is room for; brief, it says only what is not known, and not why. */
  readonly text: (mostNames: number, isBrief?: boolean) => string;
}

/** As many names stand in an alert; more stand in the section of the cluster. */
export const ALERT_NAMES = 4;

/** @returns what is not known of what a merge does to a cluster, though it breaks nothing; what is alike in a root once */
export const partlyKnown = onceEach(({ unresolved }: Pick<ClusterReview, 'unresolved'>): readonly PartlyKnown[] => {
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
      problems: group,
      kind: kindOf(problem),
      place: problem.root ?? problem.path ?? '',
      text: (mostNames, isBrief = false) => textOf(group, mostNames, isBrief),
    };
  });
});

function kindOf({ changed, gone, side }: Unresolved): PartlyKnown['kind'] {
  if (changed !== undefined) return 'changed';
  if (side === 'after') return 'new';
  return gone === true ? 'gone' : 'repaired';
}

/** Of a release or a generator, the root that holds it is known. */
function isOfRoot(code: string): boolean {
  return code !== 'release-inputs' && code !== 'generator';
}

/** What is not known, and why; in a section, below the alert that says why, without that. */
function textOf(
  [problem, ...others]: readonly [Unresolved, ...Unresolved[]],
  mostNames: number,
  isBrief: boolean,
): string {
  const { changed, now = [], root, code, message } = problem;
  const why = `${message}${others.length === 0 ? '' : ` (and ${counted(others.length, 'more problem')})`}`;
  const kind = kindOf(problem);
  if (root === undefined || !isOfRoot(code)) return aloneText(problem, why, mostNames);
  if (kind === 'new' && code !== 'remote-base') return why;
  const reason = isBrief ? '' : `: ${why}`;
  const what = hiddenIn(problem, root);
  if (kind === 'new') return `${what} is not known${reason}`;
  if (kind === 'gone') return `${what} goes, and is not known${reason}`;
  if (kind === 'changed') return `${changesText(changed ?? [], mostNames)} in ${what} is not known${reason}`;
  const objects = now.length === 0 ? 'nothing' : `${counted(now.length, 'object')} (${titlesOf(now, mostNames)})`;
  const are = now.length < 2 ? 'is' : 'are';
  return `${what} before is not known${reason}; ${objects} ${are} there now`;
}

/** `what \`apps/web.yaml\` changes` */
function changesText(changed: readonly string[], mostNames: number): string {
  const files = listed(
    changed.map((path) => `\`${path || '.'}\``),
    mostNames,
  );
  return `what ${files} ${changed.length === 1 ? 'changes' : 'change'}`;
}

/** What is hidden: all of a root, or something beside what is known of it. */
function hiddenIn(problem: Unresolved, root: string): string {
  const { code, partial } = problem;
  const kind = kindOf(problem);
  const isNow = kind === 'changed' || kind === 'new';
  if (partial === true && code === 'remote-base')
    return `what \`${root}\` ${isNow ? 'fetches' : 'fetched'} from elsewhere`;
  if (partial === true && code === 'helm-chart') return `what charts ${isNow ? 'make' : 'made'} in \`${root}\``;
  return kind === 'changed' ? `\`${root}\`` : `what was in \`${root}\``;
}

/** Of something whose root is known. */
function aloneText(problem: Unresolved, why: string, mostNames: number): string {
  const { changed, now = [] } = problem;
  const kind = kindOf(problem);
  if (kind === 'changed') return `${why}: ${changesText(changed ?? [], mostNames)} there is not known`;
  if (kind === 'new')
    return problem.code === 'release-inputs' ? `${why}: with which values it is installed is not known` : why;
  if (kind === 'gone') return `${why}: what was there goes with it, and is not known`;
  const objects = now.length === 0 ? 'nothing' : `${counted(now.length, 'object')} (${titlesOf(now, mostNames)})`;
  return `${why}: what was there before is not known; ${objects} ${now.length < 2 ? 'is' : 'are'} there now`;
}

function titlesOf(objects: NonNullable<Unresolved['now']>, mostNames: number): string {
  return listed(objects.map(objectTitle), mostNames);
}

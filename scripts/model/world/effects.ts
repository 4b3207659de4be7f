/** What people accept: a cluster's effect, or what is weaker in the configuration. */
export const targets = ['prod', 'edge', 'config'] as const;
export type Target = (typeof targets)[number];

/** By cluster, what its own check speaks for. */
export const clusterTargets = { prod: ['prod', 'config'], edge: ['edge'] } as const satisfies Readonly<
  Record<string, readonly Target[]>
>;
export const clusters = ['prod', 'edge'] as const;
export type Cluster = (typeof clusters)[number];

/** Of each cluster and of the configuration, which of a few versions there is. */
export type Content = Readonly<Partial<Record<Target, number>>>;

/** The versions of a target before and after a merge; `undefined` where nothing changes. */
export interface Change {
  readonly before: number;
  readonly after: number;
}

/**
 * @param base all of the base branch
 * @param head what the pull request touches
 */
export function changeOf(target: Target, base: Content, head: Content): Change | undefined {
  const before = base[target] ?? 0;
  const after = head[target] ?? before;
  // Only the configuration that holds can be weakened: its version 0 asks, all others ask nobody.
  if (target === 'config' && before !== 0) return undefined;
  return before === after ? undefined : { before, after };
}

/** The version of `edge` that brings what nothing reads; those below it are read. */
export const UNREAD = 4;

/**
 * One version of a cluster brings manifests that no cluster is found to read: nothing is known of what they do, and no
 * approval of what is known covers that.
 */
export function isUnread(base: Content, head: Content): boolean {
  const change = changeOf('edge', base, head);
  return change !== undefined && change.after === UNREAD;
}

/** The version of `prod` that comes with one error. */
export const WITH_SECRET = 4;

/** The version of either cluster that is a deletion that may be meant. */
export const WITHOUT_HOME = 6;

/** By cluster, the versions that come with errors, and the rules of those. */
const errors: Readonly<Record<Cluster, Readonly<Record<number, readonly string[]>>>> = {
  prod: {
    [WITH_SECRET]: ['plaintext-secret'],
    5: ['plaintext-secret', 'namespace-lost'],
    [WITHOUT_HOME]: ['namespace-lost'],
  },
  edge: { [WITHOUT_HOME]: ['namespace-lost'] },
};

/** The versions that a cluster may have in a pull request: those of which nothing is wrong come more than once. */
export const versions: Readonly<Record<Cluster, readonly number[]>> = {
  prod: [1, 2, 3, 1, 2, 3, WITH_SECRET, 5, WITHOUT_HOME],
  edge: [1, 2, 3, 1, 2, 3, UNREAD, WITHOUT_HOME],
};

/** @returns the rules by which it is an error to bring a version, whoever is asked for an approval */
export function errorsOf(target: Target, version: number | undefined): readonly string[] {
  return target === 'config' || version === undefined ? [] : (errors[target][version] ?? []);
}

/** Whether a merge is green by somebody's word alone. */
export function isForPeople(base: Content, head: Content, about: readonly Target[]): boolean {
  return about.some((target) => {
    const change = changeOf(target, base, head);
    return change !== undefined && (base.config === 0 || errorsOf(target, change.after).length > 0);
  });
}

/** Two versions that git cannot merge: of that, there is no review. */
export function isConflicting(base: Content, head: Content): boolean {
  return base.edge === 2 && head.prod !== undefined;
}

/** Whether git can merge it, and the base would be another then. */
export function doesChange(base: Content, head: Content): boolean {
  const isOther = (target: Target) => head[target] !== undefined && head[target] !== (base[target] ?? 0);
  return !isConflicting(base, head) && targets.some(isOther);
}

/** Whether clusters have checks of their own, where a story has such at all: a base may give that up. */
export function hasClusterChecks({ prod }: Content): boolean {
  return prod !== 3;
}

/** Objects carry their version in their names, so that any page that shows an effect can be told from any other. */
export function objectName(target: Target, version: number): string {
  return `${target}-x${version}`;
}

/** @returns what identifies an effect wherever it is shown; empty for none */
export function effectKey(target: Target, change: Change | undefined): string {
  if (change === undefined) return '';
  const { before, after } = change;
  return keyOfNames(
    target === 'config' ? [objectName(target, after)] : [before, after].map((each) => objectName(target, each)),
  );
}

/** @returns the effect that a page shows of a target, read from its text alone */
export function shownEffect(target: Target, page: string): string {
  return keyOfNames(page.match(new RegExp(`\\b${target}-x\\d+\\b`, 'g')) ?? []);
}

function keyOfNames(names: readonly string[]): string {
  return [...new Set(names)].sort().join(' ');
}

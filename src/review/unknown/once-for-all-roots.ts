import type { Unresolved } from '../contract/cluster-review.ts';

/**
 * Tells once what hides several roots for one and the same reason, such as a source without an artifact. What a merge does to
 * what is hidden stays with each root.
 *
 * @returns the problems in their order, each with its roots where these are several
 */
export function onceForAllRoots(problems: readonly Unresolved[]): Unresolved[] {
  const groups = new Map<string, Unresolved[]>();
  for (const [index, problem] of problems.entries()) {
    const { root, changed, now, gone, ...same } = problem;
    const isAlone = root === undefined || changed !== undefined || now !== undefined || gone !== undefined;
    const key = isAlone ? String(index) : JSON.stringify(same);
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const roots = [...new Set(group.flatMap(({ root }) => root ?? []))];
    return first === undefined ? [] : [roots.length > 1 ? { ...first, roots } : first];
  });
}

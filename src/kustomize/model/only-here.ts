import type { Problem, ProblemCode } from './problem.ts';

/** What is not done here, or not followed so far; the cluster may well do it. */
const ONLY_HERE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'remote-base',
  'unknown-place',
  'unsupported-field',
  'too-large',
  'too-many-roots',
]);

/** @returns whether a problem only keeps us from knowing: it says nothing of what the cluster can build */
export function isOnlyHere({ code }: Pick<Problem, 'code'>): boolean {
  return ONLY_HERE.has(code);
}

/** @returns whether the cluster cannot build something either */
export function failsInCluster(problems: readonly Problem[]): boolean {
  return problems.some((problem) => !isOnlyHere(problem));
}

import { isRemote } from '../../kustomize/read/load-problems.ts';

/** What tells problems of one root, or one object, apart. */
interface Complaint {
  readonly code?: string | undefined;
  readonly message: string;
  readonly path?: string | undefined;
}

/** The problems of the two sides of one thing. */
interface Matched<Problem> {
  /** Those that stand on both sides, as they are after the merge. */
  readonly both: readonly Problem[];
  readonly onlyBefore: readonly Problem[];
  readonly onlyAfter: readonly Problem[];
}

/** The more alike two problems are the sooner they are taken for one: each is one other at most. */
const KEYS: readonly ((problem: Complaint) => readonly unknown[])[] = [
  ({ code, message, path }) => [code, message, path],
  ({ code, message, path }) => [code, reasonOf(message), path],
  ({ code, message }) => [code, reasonOf(message)],
];

/**
 * Tells which problems stand on both sides: those of one kind for one reason. Another address, a line that has shifted
 * and a file that has moved make no new problem; a second one of a kind does.
 */
export function matchProblems<Problem extends Complaint>(
  before: readonly Problem[],
  after: readonly Problem[],
): Matched<Problem> {
  const left = new Set(before);
  const both = new Set<Problem>();
  for (const keyOf of KEYS) {
    for (const problem of after) {
      if (both.has(problem)) continue;
      const key = JSON.stringify(keyOf(problem));
      const same = [...left].find((other) => JSON.stringify(keyOf(other)) === key);
      if (same === undefined) continue;
      left.delete(same);
      both.add(problem);
    }
  }
  return {
    both: after.filter((problem) => both.has(problem)),
    onlyBefore: [...left],
    onlyAfter: after.filter((problem) => !both.has(problem)),
  };
}

/** What is wrong, without the address that it is about and the line that it names. */
function reasonOf(message: string): string {
  return message
    .replaceAll(/"([^"]*)"/g, (quoted, text: string) => (isRemote(text) ? '""' : quoted))
    .replaceAll(/(\.\w+):\d+/g, '$1')
    .replaceAll(/\bline \d+/g, 'line');
}

import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { Unresolved } from '../contract/cluster-review.ts';

/** The roots of a cluster about which nothing is claimed, since one of their sides is not known. */
export interface UnknownRoots {
  readonly unresolved: readonly Unresolved[];
  /** @returns whether an object of this root is left out of every comparison */
  readonly covers: (root: Root, side: Inventory | undefined) => boolean;
}

/**
 * Sorts what could not be rendered: a root with the same problem over the same inputs on both sides is standing.
 * What a FluxKustomization in an unknown root adds is as unknown as the root.
 */
export function unknownRoots(before: Inventory | undefined, after: Inventory | undefined): UnknownRoots {
  if (!hasProblems(before) && !hasProblems(after)) return ALL_KNOWN;
  const own = new Set([...ownRoots(before), ...ownRoots(after)]);
  const failedBefore = failing(before, own);
  const failedAfter = failing(after, own);
  const names = new Set([...failedBefore.keys(), ...failedAfter.keys()]);
  const kept = new Set((after?.roots ?? []).filter((root) => root.kept !== undefined).map(rootKey));
  const unresolved = [...names].flatMap((name) => unresolvedOf(failedBefore.get(name), failedAfter.get(name)));
  return {
    unresolved,
    covers: (root, side) => isUnder(root, names, side, kept),
  };
}

const ALL_KNOWN: UnknownRoots = { unresolved: [], covers: () => false };

function hasProblems(side: Inventory | undefined): boolean {
  return [...(side?.above ?? []), ...(side?.roots ?? [])].some(({ problems }) => problems.length > 0);
}

function failing(side: Inventory | undefined, own: ReadonlySet<string>): ReadonlyMap<string, Root> {
  const all = [...(side?.above ?? []), ...(side?.roots ?? [])].map((root) => [rootKey(root), root] as const);
  return new Map(all.filter(([key, root]) => own.has(key) && root.problems.length > 0));
}

/** The roots of a cluster; of a spoke, also those of its hub that hold what applies to it. */
function ownRoots(side: Inventory | undefined): readonly string[] {
  const roots = side?.roots.flatMap((root) => lineage(root, side)) ?? [];
  return roots.map(rootKey);
}

/** What goes on by the spec that it had is known, whatever becomes of the root above it. */
function isUnder(
  root: Root,
  names: ReadonlySet<string>,
  side: Inventory | undefined,
  kept: ReadonlySet<string>,
): boolean {
  const line = lineage(root, side).map(rootKey);
  const end = line.findIndex((key) => kept.has(key));
  return line.slice(0, end < 0 ? line.length : end + 1).some((key) => names.has(key));
}

/** @returns a root, the root that holds its FluxKustomization, and so on. */
function lineage(root: Root, side: Inventory | undefined): readonly Root[] {
  const all = [...(side?.roots ?? []), ...(side?.above ?? [])];
  const byName = new Map(all.map((each) => [`${each.cluster} ${each.name}`, each]));
  const line: Root[] = [];
  for (let at: Root | undefined = root; at !== undefined && !line.includes(at); ) {
    line.push(at);
    at = at.parent === undefined ? undefined : byName.get(`${at.home} ${at.parent}`);
  }
  return line;
}

function unresolvedOf(before: Root | undefined, after: Root | undefined): readonly Unresolved[] {
  const sameInputs = before !== undefined && after !== undefined && haveSameInputs(before, after);
  const [problemsBefore, problemsAfter] = [before?.problems ?? [], after?.problems ?? []];
  const isIn = (problem: Problem, others: readonly Problem[]) => others.some((other) => sameProblem(problem, other));
  return [
    ...problemsAfter.map((problem) => {
      const both = isIn(problem, problemsBefore);
      return entry(problem, after, both ? 'both' : 'after', both && sameInputs);
    }),
    ...problemsBefore
      .filter((problem) => !isIn(problem, problemsAfter))
      .map((problem) => entry(problem, before, 'before', false)),
  ];
}

/** A line may shift with an edit elsewhere in the file; what is wrong stays the same. */
function sameProblem(a: Problem, b: Problem): boolean {
  return a.code === b.code && a.message === b.message && a.path === b.path;
}

function haveSameInputs(before: Root, after: Root): boolean {
  if (before.reads.size !== after.reads.size) return false;
  for (const [path, id] of before.reads) if (after.reads.get(path) !== id) return false;
  if (before.flux === undefined || after.flux === undefined) return before.flux === after.flux;
  return sameValue(before.flux.spec, after.flux.spec);
}

function entry(problem: Problem, root: Root | undefined, side: Unresolved['side'], standing: boolean): Unresolved {
  return {
    code: problem.code,
    message: problem.message,
    ...(problem.path === undefined ? {} : { path: problem.path }),
    ...(problem.line === undefined ? {} : { line: problem.line }),
    ...(root === undefined ? {} : { root: root.name }),
    side,
    standing,
    ...(problem.fix === undefined ? {} : { fix: problem.fix }),
  };
}

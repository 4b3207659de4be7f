import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import type { Problem } from '../../kustomize/model/problem.ts';
import type { Unresolved } from '../contract/cluster-review.ts';
import { refOf } from '../reach/affected-workloads.ts';
import { inputChange, inputsOf, objectsText } from './hidden-inputs.ts';
import { matchProblems } from './match-problems.ts';
import type { Unknown } from './unknown.ts';

/** The roots of a cluster about which nothing is claimed, since one of their sides is not known. */
export interface UnknownRoots {
  readonly unresolved: readonly Unknown[];
  /** @returns whether an object of this root is left out of every comparison */
  readonly covers: (root: Root, side: Inventory | undefined) => boolean;
  /** @returns whether a root of after the merge, or one that holds it, failed before it */
  readonly failedBefore: (root: Root) => boolean;
  /** @returns whether a root of before the merge, or one that holds it, fails after it */
  readonly failsAfter: (root: Root) => boolean;
}

/**
 * Sorts what could not be rendered. What a FluxKustomization in an unknown root adds is as unknown as the root.
 *
 * @param isEdited whether a merge changes a file
 */
export function unknownRoots(
  before: Inventory | undefined,
  after: Inventory | undefined,
  isEdited: (path: string) => boolean,
): UnknownRoots {
  if (!hasProblems(before) && !hasProblems(after)) return ALL_KNOWN;
  const own = new Set([...ownRoots(before), ...ownRoots(after)]);
  const failed = { before: failing(before, own), after: failing(after, own) };
  const names = new Set([...failed.before.keys(), ...failed.after.keys()]);
  const kept = new Set((after?.roots ?? []).filter((root) => root.kept !== undefined).map(rootKey));
  const sorter = new Sorter(before, after, failed, isEdited);
  return {
    unresolved: [...names].flatMap((name) => sorter.unresolvedOf(name)),
    covers: (root, side) => isUnder(root, names, side, kept),
    failedBefore: (root) => lineage(root, after).some((each) => failed.before.has(rootKey(each))),
    failsAfter: (root) => lineage(root, before).some((each) => failed.after.has(rootKey(each))),
  };
}

const ALL_KNOWN: UnknownRoots = {
  unresolved: [],
  covers: () => false,
  failedBefore: () => false,
  failsAfter: () => false,
};

function hasProblems(side: Inventory | undefined): boolean {
  return [...(side?.above ?? []), ...(side?.roots ?? [])].some(({ problems }) => problems.length > 0);
}

type FailedRoots = ReadonlyMap<string, Root>;

function failing(side: Inventory | undefined, own: ReadonlySet<string>): FailedRoots {
  const all = allRoots(side).map((root) => [rootKey(root), root] as const);
  return new Map(all.filter(([key, root]) => own.has(key) && root.problems.length > 0));
}

/** The roots of a cluster; of a spoke, also those of its hub that hold what applies to it. */
function ownRoots(side: Inventory | undefined): readonly string[] {
  const roots = side?.roots.flatMap((root) => lineage(root, side)) ?? [];
  return roots.map(rootKey);
}

function allRoots(side: Inventory | undefined): readonly Root[] {
  return [...(side?.roots ?? []), ...(side?.above ?? [])];
}

/** What goes on by the spec that it had is known, whatever becomes of the root above it. */
function isUnder(
  root: Root,
  names: { readonly has: (name: string) => boolean },
  side: Inventory | undefined,
  kept: ReadonlySet<string>,
): boolean {
  const line = lineage(root, side).map(rootKey);
  const end = line.findIndex((key) => kept.has(key));
  return line.slice(0, end < 0 ? line.length : end + 1).some((key) => names.has(key));
}

/** @returns a root, the root that holds its FluxKustomization, and so on. */
function lineage(root: Root, side: Inventory | undefined): readonly Root[] {
  const byName = new Map(allRoots(side).map((each) => [`${each.cluster} ${each.name}`, each]));
  const line: Root[] = [];
  for (let at: Root | undefined = root; at !== undefined && !line.includes(at); ) {
    line.push(at);
    at = at.parent === undefined ? undefined : byName.get(`${at.home} ${at.parent}`);
  }
  return line;
}

/** Tells of each problem whether a merge causes it, and what it hides of what the merge does. */
class Sorter {
  readonly #before: Inventory | undefined;
  readonly #after: Inventory | undefined;
  readonly #failed: { readonly before: FailedRoots; readonly after: FailedRoots };
  readonly #isEdited: (path: string) => boolean;

  constructor(
    before: Inventory | undefined,
    after: Inventory | undefined,
    failed: { readonly before: FailedRoots; readonly after: FailedRoots },
    isEdited: (path: string) => boolean,
  ) {
    this.#before = before;
    this.#after = after;
    this.#failed = failed;
    this.#isEdited = isEdited;
  }

  /** @param key of a root that fails on a side */
  unresolvedOf(key: string): readonly Unknown[] {
    const [was, is] = [this.#failed.before.get(key), this.#failed.after.get(key)];
    const { both, onlyBefore, onlyAfter } = matchProblems(was?.problems ?? [], is?.problems ?? []);
    const standing = both.length === 0 ? {} : this.#standing(key);
    return [
      // Without an artifact it is known what happens: nothing, until that is mended.
      ...both.map((problem) => ({
        ...entry(problem, is, 'both', true),
        ...(problem.code === 'no-artifact' ? {} : standing),
      })),
      ...onlyAfter.map((problem) => ({
        ...entry(problem, is, 'after', is !== undefined && this.#isBelowUnknown(is)),
        ...(problem.code === 'unknown-place' ? this.#breakingNothing(key) : {}),
      })),
      // As long as the root fails, nothing of it is known yet.
      ...(is === undefined && was !== undefined ? this.#former(key, was, onlyBefore) : []),
    ];
  }

  /** The cluster can build what only it has the variables of. */
  #breakingNothing(key: string): Partial<Unknown> {
    const [was, is] = [this.#covered(key, this.#before), this.#covered(key, this.#after)].map(inputsOf);
    return { partial: true, inputs: was && is && inputChange(was, is)?.ids };
  }

  /** What else differs below a problem that stands on both sides. */
  #standing(key: string): Partial<Unknown> {
    if (this.#before === this.#after) return {};
    const differing = inputChange(
      inputsOf(this.#covered(key, this.#before)),
      inputsOf(this.#covered(key, this.#after)),
    );
    return differing === undefined ? {} : { changed: [...differing.changed], inputs: differing.ids };
  }

  /** The roots of a side that a failed one hides, itself first. */
  #covered(key: string, side: Inventory | undefined): readonly Root[] {
    const self = allRoots(side).filter((root) => rootKey(root) === key);
    const below = side?.roots.filter((root) => lineage(root, side).some((each) => rootKey(each) === key)) ?? [];
    return [...new Set([...self, ...below])];
  }

  /** It was not rendered before, as what holds it was not; what the merge does not touch it does not break. */
  #isBelowUnknown(root: Root): boolean {
    const isNew = !allRoots(this.#before).some((each) => rootKey(each) === rootKey(root));
    const above = lineage(root, this.#after).slice(1);
    if (!isNew || !above.some((each) => this.#failed.before.has(rootKey(each)))) return false;
    const paths = [...root.reads.keys(), ...root.problems.flatMap(({ path }) => path ?? [])];
    return !paths.some((path) => this.#isEdited(path));
  }

  /** Problems that are there before the merge alone: of a root that is repaired, or of one that is gone. */
  #former(key: string, was: Root, problems: readonly Problem[]): readonly Unknown[] {
    const isHidden = lineage(was, this.#before)
      .slice(1)
      .some((root) => this.#failed.after.has(rootKey(root)));
    if (isHidden) return [];
    const now = new Set(this.#covered(key, this.#after));
    const objects = (this.#after?.objects ?? []).filter(({ root }) => now.has(root));
    const more =
      now.size === 0
        ? { gone: true as const, inputs: inputChange(inputsOf(this.#covered(key, this.#before)), new Map())?.ids }
        : { now: objects.map(({ resource }) => refOf(resource)), inputs: objectsText({ objects }) };
    return problems.map((problem) => ({ ...entry(problem, was, 'before', false), ...more }));
  }
}

function entry(problem: Problem, root: Root | undefined, side: Unresolved['side'], standing: boolean): Unresolved {
  return {
    code: problem.code,
    message: problem.message,
    ...(problem.path === undefined ? {} : { path: problem.path }),
    ...(problem.line === undefined ? {} : { line: problem.line }),
    ...(problem.column === undefined ? {} : { column: problem.column }),
    ...(root === undefined ? {} : { root: root.name }),
    side,
    standing,
    ...(problem.remote === undefined ? {} : { remote: problem.remote }),
    ...(problem.fix === undefined ? {} : { fix: problem.fix }),
  };
}

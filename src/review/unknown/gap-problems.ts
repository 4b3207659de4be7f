import type { Inventory, Root } from '../../flux/roots/inventory.ts';
import { rootKey, rootsAround } from '../../flux/roots/root-index.ts';
import { isKustomizationFile } from '../../kustomize/kustomization/kustomization-file.ts';
import { isOnlyHere } from '../../kustomize/model/only-here.ts';
import type { Node } from '../../yaml/node/node.ts';
import type { Unresolved } from '../contract/cluster-review.ts';
import { refOf } from '../reach/affected-workloads.ts';
import { contentOf, inputChange, inputsOf } from './hidden-inputs.ts';
import { matchProblems } from './match-problems.ts';
import type { Unknown } from './unknown.ts';
import type { UnknownRoots } from './unknown-roots.ts';

type Gap = Root['gaps'][number];

/**
 * What is not known beside the objects of roots that are. A gap stands where there is one of its kind on both sides; where
 * another address is left out, or something else is done to it, what becomes of that is not known. What else differs in
 * its root is.
 *
 * @param unknown whether nothing at all is claimed of a root
 */
export function gapProblems(
  before: Inventory | undefined,
  after: Inventory | undefined,
  { covers }: Pick<UnknownRoots, 'covers'>,
): readonly Unknown[] {
  const [gapped, were] = [gappedRoots(after, covers), gappedRoots(before, covers)];
  return [...new Set([...gapped.keys(), ...were.keys()])].flatMap((key) => {
    const [is, was] = [gapped.get(key), were.get(key)];
    const { both, onlyBefore, onlyAfter } = matchProblems(was?.gaps ?? [], is?.gaps ?? []);
    return [
      ...both.map((gap) => {
        const differing = was === undefined || is === undefined || was === is ? {} : differenceOf(gap, was, is);
        return { ...entry(gap, is, 'both', true), ...differing };
      }),
      ...onlyAfter.map((gap) => {
        const inputs = JSON.stringify([gap.message, is === undefined ? '' : treatmentIn(is)]);
        return { ...entry(gap, is, 'after', false), inputs };
      }),
      ...(was === undefined ? [] : formerGaps(onlyBefore, was, after)),
    ];
  });
}

function gappedRoots(
  side: Inventory | undefined,
  covers: (root: Root, side: Inventory | undefined) => boolean,
): ReadonlyMap<string, Root> {
  const roots = side?.roots.filter((root) => root.gaps.length > 0 && !covers(root, side)) ?? [];
  return new Map(roots.map((root) => [rootKey(root), root]));
}

/** What differs of what decides what is left out: its own address, and all that is done to it. */
function differenceOf(gap: Gap, was: Root, is: Root): Partial<Unknown> {
  const [before, after] = [treatmentIn(was), treatmentIn(is)];
  const isThere = was.gaps.some(({ code, message }) => code === gap.code && message === gap.message);
  if (before === after && isThere) return {};
  const all = inputChange(inputsOf([was]), inputsOf([is]))?.changed ?? [];
  const likely = all.filter((path) => path === gap.path || isKustomizationFile(path) || !is.reads.has(path));
  const changed = likely.length > 0 ? likely : all;
  const left = [was, is].map(({ gaps }) => gaps.map(({ code, message }) => [code, message]));
  return {
    changed: changed.length > 0 ? [...changed] : [is.directory],
    inputs: JSON.stringify([left, before, after]),
  };
}

function treatmentIn({ gaps, flux, variablesFrom }: Root): string {
  const spec = ['postBuild', 'commonMetadata'].map((field) => textOf(flux?.spec.get(field)));
  return JSON.stringify([gaps[0]?.treatment, spec, variablesFrom.map(({ node }) => textOf(node))]);
}

function textOf(node: Node | undefined): string {
  return node === undefined ? '' : contentOf(node);
}

/** What stands in place of what was left out may have been there before; where nothing does, it goes. */
function formerGaps(gaps: readonly Gap[], was: Root, after: Inventory | undefined): readonly Unknown[] {
  if (gaps.length === 0) return [];
  const root = after && rootsAround(after).counterpartOf(was);
  const known = new Set(was.resources.map(({ id }) => id));
  const fresh = root?.resources.filter(({ id }) => !known.has(id)) ?? [];
  const inputs = JSON.stringify([treatmentIn(was), ...fresh.map(({ node }) => contentOf(node))]);
  const more = fresh.length === 0 ? { gone: true as const } : { now: fresh.map(refOf) };
  // What names something in what was left out is no news beside that.
  const left = gaps.filter(isOnlyHere);
  return (left.length > 0 ? left : gaps).map((gap) => ({
    ...entry(gap, was, 'before', false),
    ...{ ...more, inputs },
  }));
}

function entry(gap: Gap, root: Root | undefined, side: Unresolved['side'], standing: boolean): Unresolved {
  return {
    code: gap.code,
    message: gap.message,
    ...(gap.path === undefined ? {} : { path: gap.path }),
    ...(gap.line === undefined ? {} : { line: gap.line }),
    ...(root === undefined ? {} : { root: root.name }),
    ...{ side, standing, partial: true as const },
    ...(gap.remote === undefined ? {} : { remote: gap.remote }),
    ...(gap.fix === undefined ? {} : { fix: gap.fix }),
  };
}

import { adler32 } from '../../../gotemplate/functions/crypto/hashes.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { opaqueText } from '../../../yaml/node/opaque-text.ts';
import { SetError } from '../expand/set-error.ts';
import { type InputSet, type InputsOfOwner, textNode } from './input-set.ts';

/** Inputs as the templates are run with them, and the sets that each is made of. */
export interface CombinedInputs {
  readonly values: Mapping;
  readonly of: readonly InputSet[];
}

/** The operator makes no more. */
const MOST_PERMUTATIONS = 10_000;

/**
 * @param owners in the operator's order: the ResourceSet where it has inputs, then providers by name
 * @returns the inputs that the templates are run with
 * @throws SetError where the strategy is none, or makes too many
 * @see flux-operator docs/api/v1/resourceset.md, Input strategy
 */
export function combineInputs(spec: Node | undefined, owners: readonly InputsOfOwner[]): readonly CombinedInputs[] {
  const strategy = textAt(spec, 'inputStrategy', 'name') || 'Flatten';
  if (strategy === 'Flatten')
    return owners.flatMap(({ sets }) => sets.map((set) => ({ values: set.values, of: [set] })));
  if (strategy !== 'Permute') {
    throw new SetError(`the input strategy "${strategy}" is neither Flatten nor Permute`, {
      path: ['inputStrategy', 'name'],
    });
  }
  const isEmptyToo = textAt(spec, 'inputStrategy', 'includeEmptyProviders') === 'true';
  const factors = isEmptyToo ? owners : owners.filter(({ sets }) => sets.length > 0);
  if (factors.length === 0) return [];
  const count = factors.reduce((product, { sets }) => product * sets.length, 1);
  if (count > MOST_PERMUTATIONS) {
    throw new SetError(`its inputs make ${count} permutations, more than ${MOST_PERMUTATIONS}`, {
      path: ['inputStrategy'],
    });
  }
  return Array.from({ length: count }, (_, at) => permutation(factors, at));
}

/** The last owner's inputs change with each step. */
function permutation(factors: readonly InputsOfOwner[], at: number): CombinedInputs {
  const chosen: { readonly key: string; readonly index: number; readonly set: InputSet }[] = [];
  let rest = at;
  for (const { owner, sets } of factors.toReversed()) {
    const index = rest % sets.length;
    rest = Math.floor(rest / sets.length);
    const set = sets[index];
    if (set !== undefined) chosen.unshift({ key: normalizedName(owner.name), index, set });
  }
  const isUnordered = factors.some((factor) => factor.isUnordered === true && factor.sets.length > 1);
  const id = isUnordered
    ? unknownId(chosen.map(({ key, set }) => [key, textAt(set.values, 'id')]))
    : textNode(adler32(chosen.map(({ key, index }) => `${key}=${index}`).join('/')));
  const entries = chosen.map(({ key, set }): readonly [string, Node] => [key, set.values]);
  return { values: new Mapping([...entries, ['id', id]]), of: chosen.map(({ set }) => set) };
}

/** Where their order is not known, the same inputs have the same id, whatever it is. */
function unknownId(ids: readonly (readonly string[])[]): Scalar {
  const shown = { hidden: 'opaque', template: '(id of a permutation)' } as const;
  return new Scalar(opaqueText(['id of a permutation', ids]), 'str', 'double', undefined, shown);
}

/** @returns a name as templates can write it */
export function normalizedName(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '_')
    .replace(/[^a-z0-9_]/g, '');
  return words
    .split('_')
    .filter((word) => word !== '')
    .join('_');
}

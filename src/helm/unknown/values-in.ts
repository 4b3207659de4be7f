import type { GoMap } from '../../gotemplate/value/value.ts';
import { hiddenIn } from '../../yaml/node/hidden-scalar.ts';
import type { Mapping, Node, Scalar } from '../../yaml/node/node.ts';
import { plainValueOf, valuesOf } from '../values/values-of.ts';
import { secretIn, unknownIn, type WorldKind } from './stand-in.ts';

/**
 * @param named scalars that are secret by their names alone
 * @returns values of a release, with what stands in a world for those that are hidden
 */
export function valuesIn(world: WorldKind, values: Mapping, named: ReadonlySet<Scalar> = NONE): GoMap {
  return valuesOf(values, (scalar) => {
    if (scalar.hidden === undefined)
      return named.has(scalar) ? secretIn(world, plainValueOf(scalar)) : plainValueOf(scalar);
    return scalar.hidden === 'secret' ? secretIn(world, plainValueOf(scalar)) : unknownIn(world, scalar);
  });
}

const NONE: ReadonlySet<Scalar> = new Set();

/** What must not be shown, or is not known. */
export interface Hidden {
  readonly hasSecrets: boolean;
  readonly unknown: readonly Scalar[];
}

/** @returns what is hidden in all of some nodes */
export function hiddenOf(nodes: readonly Node[]): Hidden {
  const hidden = nodes.flatMap(hiddenIn);
  return {
    hasSecrets: hidden.some((scalar) => scalar.hidden === 'secret'),
    unknown: hidden.filter((scalar) => scalar.hidden === 'opaque'),
  };
}

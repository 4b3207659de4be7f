import { LRUCache } from 'lru-cache';
import type { Mapping } from '../../yaml/node/node.ts';
import { type Substituted, type SubstituteOptions, substitute } from './substitute.ts';
import type { Variables } from './variables.ts';

/** As many sets of variables as a large fleet has: mostly one a cluster. */
const MOST_SETS = 1_000;

/** What objects become, by all that the variables say; an object that is gone takes that along. */
const results = new LRUCache<string, WeakMap<Mapping, Substituted>>({ max: MOST_SETS });

/**
 * @returns {@link substitute} for one set of variables: the same object becomes the very same one again, however often
 *   a root is finished
 */
export function substituteOnce(variables: Variables, options: SubstituteOptions): (object: Mapping) => Substituted {
  const { named, unknownSource } = variables;
  const key = JSON.stringify([[...named], unknownSource, options.strict]);
  const known = results.get(key) ?? new WeakMap<Mapping, Substituted>();
  results.set(key, known);
  return (object) => {
    const result = known.get(object) ?? substitute(object, variables, options);
    known.set(object, result);
    return result;
  };
}

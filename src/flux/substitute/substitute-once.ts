import { oncePerText, onceTogether } from '../../memo/by-value.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import { type Substituted, type SubstituteOptions, substitute } from './substitute.ts';
import type { Variables } from './variables.ts';

/** As many sets of variables as a large fleet has: mostly one a cluster. */
const MOST_SETS = 1_000;

/** For each set of variables: what objects become. */
const resultsFor = oncePerText(MOST_SETS, () => onceTogether<Substituted>());

/**
 * @returns {@link substitute} for one set of variables: the same object becomes the very same one again, however often
 *   a root is finished
 */
export function substituteOnce(variables: Variables, options: SubstituteOptions): (object: Mapping) => Substituted {
  const { named, unknownSource } = variables;
  const once = resultsFor(JSON.stringify([[...named], unknownSource, options.strict]));
  return (object) => once([object], () => substitute(object, variables, options));
}

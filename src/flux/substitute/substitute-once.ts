import { oncePerText, onceTogether } from '../../memo/by-value.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { isDefaultOperator } from './apply-operator.ts';
import { toBytes } from './byte-text.ts';
import { maybeSubstituted } from './maybe-substituted.ts';
import { parseTemplate } from './parse-template.ts';
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
  const { named, unknown, mayBeNone = false } = variables;
  const once = resultsFor(JSON.stringify([[...named], unknown, mayBeNone, options.strict]));
  return (object) =>
    once([object], () =>
      mayBeNone
        ? { kind: 'substituted', object: maybeSubstituted(object, variables) }
        : substitute(object, variables, options),
    );
}

/** A variable that has no value where it is used, and no default: nothing takes its place. */
export interface UnsetVariable {
  readonly name: string;
  readonly node: Node;
}

/**
 * @param object one that can be substituted
 * @returns the first use of each variable that is certainly not set
 * @throws TemplateError where an expression is malformed
 */
export function unsetVariables(object: Mapping, { named, unknown }: Variables): readonly UnsetVariable[] {
  if (unknown.length > 0) return [];
  const unset = new Map<string, UnsetVariable>();
  const visit = (node: Node): void => {
    if (node instanceof Mapping) for (const value of node.entries.values()) visit(value);
    else if (!(node instanceof Scalar)) node.items.forEach(visit);
    else if (node.text.includes('${')) {
      for (const name of usedIn(node.text)) if (!named.has(name) && !unset.has(name)) unset.set(name, { name, node });
    }
  };
  visit(object);
  return [...unset.values()];
}

function usedIn(text: string): readonly string[] {
  return parseTemplate(toBytes(text)).flatMap((part) =>
    typeof part === 'string' || isDefaultOperator(part.operator) ? [] : [part.name],
  );
}

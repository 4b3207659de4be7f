import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';
import type { UnknownSource, Variable, Variables } from '../substitute/variables.ts';
import { inlineVariable, oneLine, variablesIn } from './variables-in.ts';

/** An object that `postBuild.substituteFrom` names, in the FluxKustomization's own namespace. */
export interface VariableSource {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly namespace: string;
  readonly name: string;
  readonly optional: boolean;
  /** Where it is named. */
  readonly node: Node;
}

/** A mistake in what a FluxKustomization asks for; its root fails. */
interface VariableProblem {
  readonly message: string;
  /** By the API server, whatever the root holds. */
  readonly isRefused?: true;
  readonly node: Node;
}

/** The variables of one FluxKustomization, and what they were read from. */
export interface VariablesFor {
  readonly variables: Variables;
  readonly problems: readonly VariableProblem[];
  /** The objects that were found, in the order of `substituteFrom`. */
  readonly read: readonly Resource[];
  /** The sources that are not there. */
  readonly missing: readonly VariableSource[];
}

/**
 * What stands behind a source of variables: an object of the repository, or `undefined` for what only the cluster may
 * have. `opaque`: what it holds is not known. `absent`: a root holds it that does not apply it. `own`: only a root that
 * waits for it would apply it. `removed`: the change takes it away.
 */
export type FoundSource = Resource | 'opaque' | keyof typeof WHY_NOT | undefined;

const WHY_NOT = {
  absent: 'what would create it applies nothing now',
  own: 'only this FluxKustomization, or one that waits for it, would create it, so nothing of it is ever applied',
  removed: 'this change removes it',
} as const;

/** @returns the sources that a FluxKustomization names, as far as they are well formed. */
export function variableSources({ spec, namespace }: FluxKustomization): readonly VariableSource[] {
  const from = postBuildOf(spec)?.get('substituteFrom');
  if (!(from instanceof Sequence)) return [];
  return from.items.flatMap((node) => {
    if (!(node instanceof Mapping)) return [];
    const kind = textAt(node, 'kind');
    if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
    return [{ kind, namespace, name: textAt(node, 'name'), optional: textAt(node, 'optional') === 'true', node }];
  });
}

/** @returns `spec.postBuild`, or `undefined` where nothing is to be substituted. */
export function postBuildOf(spec: Mapping): Mapping | undefined {
  const postBuild = spec.get('postBuild');
  return postBuild instanceof Mapping ? postBuild : undefined;
}

/** @returns whether Flux substitutes without a single variable too. */
export function isAlwaysSubstituted(spec: Mapping): boolean {
  return textAt(postBuildOf(spec), 'substituteStrategy') === 'Always';
}

/**
 * Reads the variables of a FluxKustomization: those of `substituteFrom` in order, a later one over an earlier, and
 * those of `substitute` over all. A source that only the cluster has may set any variable, also one that an earlier source
 * sets, and an optional one may be there as well.
 *
 * @param outside what such sources set, as far as the configuration tells: it is taken to tell of all ConfigMaps, and of
 *   the Secrets that may be missing
 * @see fluxcd/pkg kustomize/kustomize_varsub.go LoadVariables, SubstituteVariables
 */
export function variablesFor(
  flux: FluxKustomization,
  find: (source: VariableSource) => FoundSource,
  outside: ReadonlyMap<string, string> = new Map(),
): VariablesFor {
  const named = new Map<string, Variable>();
  const problems: VariableProblem[] = [];
  const read: Resource[] = [];
  const missing: VariableSource[] = [];
  const unknown: (UnknownSource & { readonly optional: boolean })[] = [];
  for (const [index, source] of variableSources(flux).entries()) {
    const found = find(source);
    const { kind, optional, node } = source;
    if (found === undefined || found === 'opaque') {
      const isTold = found === undefined && outside.size > 0;
      for (const [name, value] of isTold ? outside : []) named.set(name, { value: oneLine(value), index });
      if (found === undefined) missing.push(source);
      if (!isTold || (kind === 'Secret' && !optional)) unknown.push({ source: fullName(source), index, optional });
    } else if (typeof found !== 'string') {
      read.push(found);
      for (const [name, variable] of variablesIn(found, source)) named.set(name, { ...variable, index });
    } else {
      missing.push(source);
      const message = `${fullName(source)} (substituteFrom) is not in the cluster: ${WHY_NOT[found]}`;
      if (!optional) problems.push({ message, node });
    }
  }
  const inline = postBuildOf(flux.spec)?.get('substitute');
  for (const [name, value] of inline instanceof Mapping ? inline.entries : []) {
    const variable = inlineVariable(value);
    if (variable === undefined)
      problems.push({ message: `the variable "${name}" must be a string; quote it`, isRefused: true, node: value });
    else named.set(name, variable);
  }
  for (const name of named.keys()) {
    if (/^[_A-Za-z][_A-Za-z0-9]*$/.test(name)) continue;
    const message = `"${name}" is not a valid variable name: use letters, digits and "_", and do not start with a digit`;
    problems.push({ message, node: inline ?? flux.spec });
  }
  const isOptional = unknown.length > 0 && unknown.every(({ optional }) => optional);
  const mayBeNone = isOptional && named.size === 0 && !isAlwaysSubstituted(flux.spec);
  const variables = { named, unknown: unknown.map(({ source, index }) => ({ source, index })) };
  return { variables: mayBeNone ? { ...variables, mayBeNone } : variables, problems, read, missing };
}

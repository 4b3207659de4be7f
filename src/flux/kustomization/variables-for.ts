import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { decodeBase64 } from '../../yaml/node/decode-base64.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { FluxKustomization } from '../objects/flux-kustomization.ts';
import type { Variable, Variables } from '../substitute/variables.ts';

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

/** What stands behind a source of variables. */
export type FoundSource = Resource | 'opaque' | 'absent' | 'own' | undefined;

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

/**
 * Reads the variables of a FluxKustomization: those of `substituteFrom` in order, a later one over an earlier, and
 * those of `substitute` over all. A Secret that is not in the repository may hold any variable: they are opaque.
 *
 * @param find gives an object that is in the cluster; `opaque` where what it holds is not known, `absent` where a root holds it that
 *   does not apply it, `own` where only a root that waits for it would
 * @param outside what sources that are not in the repository hold, as far as the configuration tells
 * @see fluxcd/pkg kustomize/kustomize_varsub.go LoadVariables, SubstituteVariables
 */
export function variablesFor(
  flux: FluxKustomization,
  find: (source: VariableSource) => FoundSource,
  outside: ReadonlyMap<string, string> = new Map(),
): VariablesFor {
  const sources = variableSources(flux);
  const named = new Map<string, Variable>();
  if (sources.some((source) => find(source) === undefined))
    for (const [name, value] of outside) named.set(name, { value: oneLine(value) });
  const problems: VariableProblem[] = [];
  const read: Resource[] = [];
  const missing: VariableSource[] = [];
  let unknownSource: string | undefined;
  for (const source of sources) {
    const resource = find(source);
    if (resource === 'opaque') {
      unknownSource = `${unknownSource ?? ''}${fullName(source)};`;
      continue;
    }
    if (resource !== undefined && resource !== 'absent' && resource !== 'own') {
      read.push(resource);
      for (const [name, variable] of variablesIn(resource, source)) named.set(name, variable);
      continue;
    }
    missing.push(source);
    if (source.optional) continue;
    if (resource === 'absent' || resource === 'own') {
      const message = `${fullName(source)} (substituteFrom) is not in the cluster: ${WHY_NOT[resource]}`;
      problems.push({ message, node: source.node });
      continue;
    }
    if (source.kind === 'ConfigMap' && outside.size > 0) continue;
    if (source.kind === 'Secret') unknownSource = `${unknownSource ?? ''}${fullName(source)};`;
    else
      problems.push({
        message: `${fullName(source)} (substituteFrom) is not in Git`,
        node: source.node,
      });
  }
  const inline = postBuildOf(flux.spec)?.get('substitute');
  for (const [name, value] of inline instanceof Mapping ? inline.entries : []) {
    const variable = inlineVariable(value);
    if (variable === undefined)
      problems.push({ message: `the variable "${name}" must be a string; quote it`, node: value });
    else named.set(name, variable);
  }
  for (const name of named.keys()) {
    if (/^[_A-Za-z][_A-Za-z0-9]*$/.test(name)) continue;
    const message = `"${name}" is not a valid variable name: use letters, digits and "_", and do not start with a digit`;
    problems.push({ message, node: inline ?? flux.spec });
  }
  return { variables: { named, unknownSource }, problems, read, missing };
}

const WHY_NOT = {
  absent: 'what would create it applies nothing now',
  own: 'only this FluxKustomization, or one that waits for it, would create it, so nothing of it is ever applied',
} as const;

function inlineVariable(value: Node): Variable | undefined {
  if (!(value instanceof Scalar)) return undefined;
  if (value.hidden !== undefined) return hiddenVariable(value);
  return value.tag === 'str' || value.tag === 'timestamp' ? { value: oneLine(value.text) } : undefined;
}

function hiddenVariable(value: Scalar): Variable {
  return value.hidden === 'opaque' ? { opaque: value.text } : { value: oneLine(value.text), isSecret: true };
}

function variablesIn({ node }: Resource, source: VariableSource): ReadonlyMap<string, Variable> {
  const data = entriesOf(node.get('data'));
  if (source.kind === 'ConfigMap') return new Map(data.map(([name, value]) => [name, configValue(value)]));
  const isEncrypted = node.get('sops') !== undefined;
  const secret = (read: (text: string) => string | undefined) => (entry: readonly [string, Scalar]) => {
    const [name, value] = entry;
    const text = value.hidden === 'opaque' ? undefined : read(value.text);
    const isUnknown = text === undefined || (isEncrypted && value.text.startsWith('ENC['));
    const variable: Variable = isUnknown
      ? { opaque: `${fullName(source)}#${name}=${value.text}` }
      : { value: oneLine(text), isSecret: true };
    return [name, variable] as const;
  };
  const stringData = entriesOf(node.get('stringData'));
  return new Map([...data.map(secret(decodeBase64)), ...stringData.map(secret((text) => text))]);
}

function configValue(value: Scalar): Variable {
  return value.hidden !== undefined ? hiddenVariable(value) : { value: oneLine(value.text) };
}

function entriesOf(data: Node | undefined): readonly (readonly [string, Scalar])[] {
  if (!(data instanceof Mapping)) return [];
  return [...data.entries].flatMap(([key, value]) => (value instanceof Scalar ? [[key, value] as const] : []));
}

function oneLine(text: string): string {
  return text.replaceAll('\n', '');
}

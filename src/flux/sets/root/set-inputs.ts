import type { Resource } from '../../../kustomize/model/resource.ts';
import { quoted } from '../../../text/quoted.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import { opaqueText } from '../../../yaml/node/opaque-text.ts';
import { type CombinedInputs, combineInputs } from '../inputs/combine-inputs.ts';
import { ownInputs, staticInputs } from '../inputs/own-inputs.ts';
import { selectProviders } from '../inputs/select-providers.ts';

/** What a ResourceSet takes its inputs from, as far as that is known. */
export interface InputsOfSet {
  /** Whether its templates run without inputs, as it asks for none. */
  readonly isWithout: boolean;
  readonly inputs: readonly CombinedInputs[];
  readonly providers: readonly Resource[];
}

/** Why the inputs of a ResourceSet are not known. */
export interface UnknownInputs {
  /** Providers of whose inputs only the cluster knows. */
  readonly providers: readonly Resource[];
  /** Providers that no root holds. */
  readonly missing: readonly Scalar[];
}

const GROUP = 'fluxcd.controlplane.io';

/** @returns whether an object is a ResourceSet */
export function isResourceSet({ gvk }: Pick<Resource, 'gvk'>): boolean {
  return gvk.group === GROUP && gvk.kind === 'ResourceSet';
}

/** @returns whether an object gives inputs to ResourceSets */
export function isInputProvider({ gvk }: Pick<Resource, 'gvk'>): boolean {
  return gvk.group === GROUP && gvk.kind === 'ResourceSetInputProvider';
}

/** @returns whether the inputs of a provider stand in itself */
export function isStatic({ node }: Pick<Resource, 'node'>): boolean {
  return textAt(node, 'spec', 'type') === 'Static';
}

/**
 * @param providers all of the cluster
 * @throws SetError where its inputs do not fit together
 */
export function inputsOfSet(set: Resource, providers: readonly Resource[]): InputsOfSet | UnknownInputs {
  const { name } = set;
  const namespace = set.namespace || 'default';
  const spec = set.node.get('spec');
  const near = providers.filter((provider) => (provider.namespace || 'default') === namespace);
  const { found, missing } = selectProviders(spec, near);
  const unknown = found.filter((provider) => !isStatic(provider));
  if (unknown.length + missing.length > 0) return { providers: unknown, missing };
  const given = found.map((provider) => {
    const owner = { kind: 'ResourceSetInputProvider' as const, name: provider.name, namespace };
    return staticInputs(provider.node, owner, idOf(provider.name, namespace));
  });
  const inputs = combineInputs(spec, [...ownInputs(spec, { name, namespace }), ...given]);
  return { inputs, providers: found, isWithout: inputs.length === 0 && !asksForProviders(spec) };
}

/**
 * @param providers all of the cluster
 * @returns why the inputs of a ResourceSet are not known; `undefined` where they are
 */
export function whyUnknown(set: Resource, providers: readonly Resource[]): string | undefined {
  const near = providers.filter((provider) => (provider.namespace || 'default') === (set.namespace || 'default'));
  const { found, missing } = selectProviders(set.node.get('spec'), near);
  const unknown = found.filter((provider) => !isStatic(provider));
  if (unknown.length > 0) {
    const names = unknown.map((each) => `${textAt(each.node, 'spec', 'type')} ${quoted(each.name)}`);
    return `its inputs come from ${names.join(', ')}`;
  }
  return missing.length === 0
    ? undefined
    : `its inputs come from ${missing.map(({ text }) => quoted(text)).join(', ')}, which is not here`;
}

function asksForProviders(spec: Node | undefined): boolean {
  return spec instanceof Mapping && spec.get('inputsFrom') !== undefined;
}

/** A checksum of what the cluster calls the provider. */
function idOf(name: string, namespace: string): Scalar {
  const text = opaqueText(['id of ResourceSetInputProvider', namespace, name]);
  return new Scalar(text, 'str', 'double', undefined, { hidden: 'opaque', template: `(id of ${name})` });
}

import type { Resource } from '../../../kustomize/model/resource.ts';
import { searchFor } from '../../../kustomize/model/search-for.ts';
import { quoted } from '../../../text/quoted.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import type { ObjectId } from '../../../tree/objects/repo-tree.ts';
import { Mapping, type Node, type Scalar } from '../../../yaml/node/node.ts';
import { textAt } from '../../../yaml/node/node-at.ts';
import type { Generator } from '../../objects/generators.ts';
import { type CombinedInputs, combineInputs } from '../inputs/combine-inputs.ts';
import { ownInputs } from '../inputs/own-inputs.ts';
import { type GivenByCluster, type Provided, providedInputs } from '../inputs/provided-inputs.ts';
import { selectProviders } from '../inputs/select-providers.ts';

/** What a ResourceSet takes its inputs from, as far as that is known. */
export interface InputsOfSet {
  /** Whether its templates run without inputs, as it asks for none. */
  readonly isWithout: boolean;
  readonly inputs: readonly CombinedInputs[];
  readonly providers: readonly Resource[];
  /** What the providers give, the same as long as it stays. */
  readonly given: readonly object[];
  /** What is read elsewhere for it, by its path. */
  readonly reads: readonly (readonly [string, ObjectId])[];
}

/** Why the inputs of a ResourceSet are not known. */
export interface UnknownInputs {
  /** Providers of whose inputs only the cluster knows. */
  readonly unknown: readonly (Extract<Provided, { kind: 'unknown' }> & { readonly provider: Resource })[];
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

/** @returns every ResourceSet in lists */
export const resourceSetsIn = searchFor(isResourceSet);

/** @returns every object in lists that gives inputs to ResourceSets */
export const inputProvidersIn = searchFor(isInputProvider);

/**
 * @param providers all of the cluster
 * @param around what providers take beside what they say
 * @throws SetError where its inputs do not fit together; Needs where something has not been resolved or fetched yet
 */
export function inputsOfSet(
  set: Resource,
  providers: readonly Resource[],
  around: GivenByCluster,
): InputsOfSet | UnknownInputs {
  const { name } = set;
  const namespace = set.namespace || 'default';
  const spec = set.node.get('spec');
  const near = providers.filter((provider) => (provider.namespace || 'default') === namespace);
  const { found, missing } = selectProviders(spec, near);
  const provided = mapAll(found, (provider) => [provider, providedInputs(provider, around)] as const);
  const unknown = provided.flatMap(([provider, each]) => (each.kind === 'unknown' ? [{ provider, ...each }] : []));
  if (unknown.length + missing.length > 0) return { unknown, missing, providers: found };
  const given = provided.flatMap(([, each]) => (each.kind === 'given' ? [each] : []));
  const inputs = combineInputs(spec, [...ownInputs(spec, { name, namespace }), ...given.map((each) => each.inputs)]);
  const isWithout = inputs.length === 0 && !asksForProviders(spec);
  return {
    inputs,
    providers: found,
    given: given.map((each) => each.inputs),
    reads: given.flatMap(({ reads }) => reads),
    isWithout,
  };
}

/** @returns why the inputs of a ResourceSet are not known, as the end of a sentence, and what to do about it */
export function whyUnknown({ unknown, missing }: UnknownInputs): Pick<Generator, 'why' | 'fix'> {
  if (unknown.length === 0) {
    const names = missing.map(({ text }) => quoted(text)).join(', ');
    return { why: `its inputs come from ${names}, which is not here` };
  }
  const names = unknown.map(({ provider, why }) => {
    const name = `${textAt(provider.node, 'spec', 'type')} ${quoted(provider.name)}`;
    return why === undefined ? name : `${name}: ${why}`;
  });
  const fix = unknown.flatMap((each) => each.fix ?? [])[0];
  return { why: `its inputs come from ${names.join(', ')}`, ...(fix === undefined ? {} : { fix }) };
}

function asksForProviders(spec: Node | undefined): boolean {
  return spec instanceof Mapping && spec.get('inputsFrom') !== undefined;
}

import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { SetError } from '../expand/set-error.ts';

/** What gives inputs: a ResourceSet itself, or a ResourceSetInputProvider. */
export interface InputOwner {
  readonly kind: 'ResourceSet' | 'ResourceSetInputProvider';
  readonly namespace: string;
  readonly name: string;
}

/** Values that the templates of a ResourceSet are run with once. */
export interface InputSet {
  /** With the built-in fields. */
  readonly values: Mapping;
  /** Where it is written: an item of `spec.inputs`, or the values or the address of a provider. */
  readonly written: Node | undefined;
  readonly owner: InputOwner;
}

/** All inputs that one owner gives. */
export interface InputsOfOwner {
  readonly owner: InputOwner;
  readonly sets: readonly InputSet[];
  /** Set where only the cluster knows which of them is the first. */
  readonly isUnordered?: true;
}

const API_VERSION = 'fluxcd.controlplane.io/v1';

/**
 * @param values as they are written
 * @param builtIn what the operator sets, whatever the values say
 * @param written where it is written
 * @returns them as templates see them
 * @throws SetError where a value is null: the operator ends by it
 * @see flux-operator docs/api/v1/resourceset.md, Built-in input fields
 */
export function inputSet(
  values: Node | undefined,
  owner: InputOwner,
  builtIn: readonly (readonly [string, Node])[],
  written: Node | undefined = values,
): InputSet {
  const { kind, name, namespace } = owner;
  const provider = { apiVersion: API_VERSION, kind, name, namespace };
  const own = values instanceof Mapping ? [...values.entries] : [];
  const empty = own.find(([, value]) => value instanceof Scalar && value.tag === 'null');
  if (empty !== undefined) throw new SetError(`flux-operator fails on the input "${empty[0]}", which is null`);
  const fields = Object.entries(provider).map(([key, value]) => [key, textNode(value)] as const);
  return { values: new Mapping([...own, ...builtIn, ['provider', new Mapping(fields)]]), written, owner };
}

/** @returns a text as a node */
export function textNode(text: string): Scalar {
  return new Scalar(text, 'str', 'double');
}

import type { Mapping, Node } from '../../../yaml/node/node.ts';
import { itemsAt, nodeAt } from '../../../yaml/node/node-at.ts';
import { type InputOwner, type InputsOfOwner, inputSet } from './input-set.ts';

/** @returns the inputs that a ResourceSet writes itself, none where it writes none */
export function ownInputs(
  spec: Node | undefined,
  { name, namespace }: Omit<InputOwner, 'kind'>,
): readonly InputsOfOwner[] {
  const owner: InputOwner = { kind: 'ResourceSet', name, namespace };
  const sets = itemsAt(spec, 'inputs').map((item) => inputSet(item, owner, []));
  return sets.length === 0 ? [] : [{ owner, sets }];
}

/** @returns the one set of inputs of a static provider: the values in its spec, with its id */
export function staticInputs(provider: Mapping, owner: InputOwner, id: Node): InputsOfOwner {
  return { owner, sets: [inputSet(nodeAt(provider, 'spec', 'defaultValues'), owner, [['id', id]])] };
}

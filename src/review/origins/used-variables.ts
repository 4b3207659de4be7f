import type { InventoryObject } from '../../flux/roots/inventory.ts';
import { leavesOf } from '../../helm/trace/leaves.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import type { Segment } from '../contract/field-change.ts';

/** Where a variable is set. */
interface SetVariable {
  /** The FluxKustomization, or the ConfigMap or Secret that it names. */
  readonly resource: Resource;
  readonly segments: readonly Segment[];
  readonly node: Node;
}

/** An escaped dollar is no variable's. */
const USE = /(?<!\$)\$\{(\w+)/g;

/** @returns the variables that Flux has put into an object, as far as the repository sets them */
export function usedVariables({ resource, root }: InventoryObject): ReadonlyMap<string, SetVariable> {
  const used = new Map<string, SetVariable>();
  if (root.flux === undefined) return used;
  for (const { node } of leavesOf(resource.node)) {
    const template = node instanceof Scalar ? node.marks.template : undefined;
    for (const [, name = ''] of template?.matchAll(USE) ?? []) {
      const set = used.has(name) ? undefined : setBy(name, root.flux.resource, root.variablesFrom);
      if (set !== undefined) used.set(name, set);
    }
  }
  return used;
}

/** What the FluxKustomization says itself wins, then what it names last. */
function setBy(name: string, flux: Resource, from: readonly Resource[]): SetVariable | undefined {
  const places = [
    { resource: flux, segments: ['spec', 'postBuild', 'substitute', name] },
    ...from
      .toReversed()
      .flatMap((resource) => ['stringData', 'data'].map((key) => ({ resource, segments: [key, name] }))),
  ];
  for (const { resource, segments } of places) {
    const node = nodeAt(resource.node, ...segments);
    if (node !== undefined) return { resource, segments, node };
  }
  return undefined;
}

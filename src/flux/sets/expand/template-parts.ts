import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { SetError } from './set-error.ts';

/** One template of a ResourceSet: an object of its list, or a text of several. */
export interface TemplatePart {
  /** Keys and places of items, from its spec on. */
  readonly path: readonly (string | number)[];
  readonly node: Node;
  /** The step that it is of. */
  readonly step: string | undefined;
}

/**
 * @returns the templates of a ResourceSet, in the order in which it makes objects of them
 * @throws SetError where its spec allows none
 * @see flux-operator docs/api/v1/resourceset.md, Steps configuration
 */
export function templateParts(spec: Node | undefined): readonly TemplatePart[] {
  const own = partsIn(spec, [], undefined);
  const steps = itemsAt(spec, 'steps');
  if (steps.length === 0) return own;
  if (own.length > 0) {
    throw new SetError('spec.steps stands beside spec.resources or spec.resourcesTemplate', { path: ['steps'] });
  }
  return steps.flatMap((step, at) => {
    const name = textAt(step, 'name');
    const parts = partsIn(step, ['steps', at], name);
    if (parts.length > 0) return parts;
    throw new SetError(`step "${name}" has neither resources nor a resourcesTemplate`, { path: ['steps', at] });
  });
}

function partsIn(
  node: Node | undefined,
  path: TemplatePart['path'],
  step: string | undefined,
): readonly TemplatePart[] {
  const resources = nodeAt(node, 'resources');
  const items = resources instanceof Sequence ? resources.items : [];
  const template = nodeAt(node, 'resourcesTemplate');
  return [
    ...items.flatMap((item, at) =>
      item instanceof Mapping ? [{ path: [...path, 'resources', at], node: item, step }] : [],
    ),
    ...(template instanceof Scalar && template.text !== ''
      ? [{ path: [...path, 'resourcesTemplate'], node: template, step }]
      : []),
  ];
}

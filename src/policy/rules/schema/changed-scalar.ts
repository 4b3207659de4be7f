import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import type { Segment } from '../../../review/contract/field-change.ts';
import { reasonOfPlace } from '../../../review/secrets/secret-place.ts';
import { MASK } from '../../../review/secrets/secret-values.ts';
import { quoted } from '../../../text/quoted.ts';
import { isHidden } from '../../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { nodeAt } from '../../../yaml/node/node-at.ts';
import { printYaml } from '../../../yaml/print/print.ts';
import type { Found, Rule } from '../../view/rule.ts';

/** Keys whose values people mean as text, whatever they look like. */
const MEANT_AS_TEXT = /^(?:.*version|.*tag|revision|.*hash|.*commit|.*date)$/i;

/** Maps whose values are text by their type. */
const TEXT_MAPS = [['metadata', 'labels'], ['metadata', 'annotations'], ['data'], ['stringData']];

export const changedScalar: Rule = {
  id: 'changed-scalar',
  severity: 'notice',
  title: 'A value that rendering changes',
  why: 'Without quotes, YAML reads 1.10 as the number 1.1 and 0755 as 493: the cluster does not get what is written.',
  fix: 'Quote the value.',
  // Only changed objects: looking at the fields of all objects is expensive.
  check: ({ review, before, after }) =>
    [...review.gained, ...review.changed].flatMap((each): readonly Found[] => {
      const object = after?.index.named(each);
      const was = before?.index.named(each);
      const known = new Set(was === undefined ? [] : changedScalars(was).map(({ says }) => says));
      if (object === undefined) return [];
      return changedScalars(object)
        .filter(({ says }) => !known.has(says))
        .map(({ says, scalar }) => ({ object, message: says, ...after?.placeOf(object, scalar) }));
    }),
};

function changedScalars({ resource }: InventoryObject) {
  const found: { readonly says: string; readonly scalar: Scalar }[] = [];
  visit(resource.node, [], (at, scalar) => {
    const printed = changedText(scalar);
    const key = at.findLast((segment) => typeof segment === 'string') ?? '';
    if (printed === undefined || !(MEANT_AS_TEXT.test(key) || isText(resource.node, scalar))) return;
    const isSecret = reasonOfPlace(at, resource) !== undefined;
    const [written, becomes] = isSecret ? [MASK, 'another text'] : [scalar.text, quoted(printed)];
    found.push({ says: `${quoted(`${key}: ${written}`)} of ${objectTitle(resource)} becomes ${becomes}`, scalar });
  });
  return found;
}

/** In these places every value is text, whatever the schema of its kind. */
function isText(object: Mapping, scalar: Scalar): boolean {
  return TEXT_MAPS.some((path) => {
    const map = nodeAt(object, ...path);
    return map instanceof Mapping && [...map.entries.values()].includes(scalar);
  });
}

/** @returns what is printed for a scalar that is not text and is printed differently than it is written. */
function changedText(scalar: Scalar): string | undefined {
  if (isHidden(scalar) || scalar.style !== 'plain' || !/^(?:int|float|timestamp)$/.test(scalar.tag)) return undefined;
  if (!/^[-+.\d]/.test(scalar.text)) return undefined;
  const printed = printYaml(new Mapping([['a', scalar]]))
    .slice('a: '.length)
    .trim();
  return printed.replaceAll('"', '') === scalar.text ? undefined : printed;
}

function visit(node: Node, at: readonly Segment[], each: (at: readonly Segment[], scalar: Scalar) => void): void {
  if (node instanceof Scalar) each(at, node);
  else if (node instanceof Mapping) for (const [name, value] of node.entries) visit(value, [...at, name], each);
  else for (const [index, item] of node.items.entries()) visit(item, [...at, index], each);
}

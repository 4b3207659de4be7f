import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';

/**
 * @param selector a `LabelSelector`; an empty one selects all
 * @returns whether it selects an object with these labels
 * @see apimachinery pkg/apis/meta/v1 LabelSelectorAsSelector
 */
export function selectsLabels(selector: Node | undefined, labels: ReadonlyMap<string, string>): boolean {
  const wanted = nodeAt(selector, 'matchLabels');
  const equal = wanted instanceof Mapping ? [...wanted.entries] : [];
  return (
    equal.every(([key, value]) => value instanceof Scalar && labels.get(key) === value.text) &&
    itemsAt(selector, 'matchExpressions').every((expression) => fits(expression, labels))
  );
}

function fits(expression: Node, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(textAt(expression, 'key'));
  const values = itemsAt(expression, 'values').map((item) => (item instanceof Scalar ? item.text : ''));
  switch (textAt(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

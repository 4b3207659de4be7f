import { Mapping, type Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { isSet, mappingAt } from './check-metadata.ts';
import type { Inspection } from './refusal.ts';

const LABELS = ['spec', 'template', 'metadata', 'labels'];

/**
 * Checks that the pods of a workload are those that it looks for.
 *
 * @see kubernetes pkg/apis/apps/validation ValidateDeploymentSpec, ValidateStatefulSetSpec, ValidateDaemonSetSpec,
 *   ValidateReplicaSetSpec
 */
export function checkSelector(object: Mapping, inspection: Inspection): void {
  const selector = mappingAt(object, 'spec', 'selector');
  const template = mappingAt(object, 'spec', 'template');
  if (selector === undefined || template === undefined) return;
  const match = mappingAt(selector, 'matchLabels');
  const expressions = itemsAt(selector, 'matchExpressions');
  if ((match?.entries.size ?? 0) + expressions.length === 0 && !isSet(selector.get('matchExpressions'))) {
    inspection.refuse(['spec', 'selector'], selector, 'must not be empty');
    return;
  }
  const labels = mappingAt(object, ...LABELS);
  const entries = labels?.entries ?? new Map<string, Node>();
  if ([...entries.keys()].some((key) => inspection.isTemplate(key))) return;
  const missing = [
    ...[...(match?.entries ?? [])].flatMap(([key, value]) => (fits(entries.get(key), value, inspection) ? [] : [key])),
    ...expressions.flatMap((each) =>
      each instanceof Mapping && !isMet(each, entries, inspection) ? [textAt(each, 'key')] : [],
    ),
  ];
  const [first] = missing;
  if (first === undefined) return;
  const node = labels?.get(first) ?? labels ?? nodeAt(template, 'metadata') ?? template;
  const message = `must be what spec.selector asks for, and ${missing.map((key) => JSON.stringify(key)).join(' and ')} is not`;
  inspection.refuse(LABELS, node, message, 'Give the template the labels of the selector.');
}

function fits(label: Node | undefined, wanted: Node, inspection: Inspection): boolean {
  if (inspection.isOpaque(label) || inspection.isOpaque(wanted)) return true;
  const text = inspection.text(wanted);
  return text === undefined || (label !== undefined && (inspection.text(label) ?? text) === text);
}

/** @see apimachinery pkg/labels Requirement.Matches */
function isMet(expression: Mapping, labels: ReadonlyMap<string, Node>, inspection: Inspection): boolean {
  const key = inspection.text(expression.get('key'));
  if (key === undefined || inspection.isTemplate(key)) return true;
  const label = labels.get(key);
  const values = itemsAt(expression, 'values').map((value) => inspection.text(value));
  const text = inspection.text(label);
  switch (inspection.text(expression.get('operator'))) {
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    case 'In':
      return label !== undefined && (text === undefined || values.includes(undefined) || values.includes(text));
    case 'NotIn':
      return text === undefined || !values.includes(text);
    default:
      return true;
  }
}

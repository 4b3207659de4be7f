import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { isFluxGroup } from '../facts/built-in.ts';
import { parseApiVersion } from '../facts/object-ref.ts';
import type { Step } from '../validation/violation.ts';
import { DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE, PATH_SEGMENT, QUALIFIED_NAME, type TextForm } from './known-forms.ts';
import type { Inspection } from './refusal.ts';

/** The groups whose kinds have the names that most kinds have, but for those below. */
const NAMED_AS_MOST: ReadonlySet<string> = new Set([
  ...['', 'apps', 'autoscaling', 'batch', 'policy', 'admissionregistration.k8s.io', 'coordination.k8s.io'],
  ...['discovery.k8s.io', 'networking.k8s.io', 'node.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io'],
]);

/**
 * The kinds whose names are otherwise.
 *
 * @see kubernetes pkg/apis/{core,rbac}/validation: Validate…Name; registry/{core,rbac}: the strategies
 */
const OTHER_NAMES: Readonly<Record<string, TextForm>> = {
  '/Namespace': DNS_LABEL,
  // Newer releases let a name begin with a digit.
  '/Service': DNS_LABEL,
  'rbac.authorization.k8s.io/ClusterRole': PATH_SEGMENT,
  'rbac.authorization.k8s.io/ClusterRoleBinding': PATH_SEGMENT,
  'rbac.authorization.k8s.io/Role': PATH_SEGMENT,
  'rbac.authorization.k8s.io/RoleBinding': PATH_SEGMENT,
};

/** Kinds whose names follow from what they define, or that nobody keeps in files. */
const UNCHECKED: ReadonlySet<string> = new Set(['Event', 'ComponentStatus', 'Binding', 'IPAddress', 'StorageVersion']);

/** In bytes. @see apimachinery pkg/api/validation TotalAnnotationSizeLimitB */
const MOST_ANNOTATIONS = 256 * 1024;

/**
 * Checks what all objects have.
 *
 * @see apimachinery pkg/api/validation ValidateObjectMeta, ValidateAnnotations
 * @see apimachinery pkg/apis/meta/v1/validation ValidateLabels
 */
export function checkMetadata(object: Mapping, inspection: Inspection): void {
  const metadata = object.get('metadata');
  if (!(metadata instanceof Mapping)) return;
  checkName(object, metadata, inspection);
  const labels = metadata.get('labels');
  // Where one is no text, Flux drops them all.
  if (labels instanceof Mapping && [...labels.entries.values()].every((value) => isText(value, inspection)))
    checkLabels(labels, ['metadata', 'labels'], inspection);
  checkAnnotations(metadata.get('annotations'), ['metadata', 'annotations'], inspection);
}

/** Checks names and values of labels, an object's own or those of its pods. */
export function checkLabels(labels: Node | undefined, path: readonly Step[], inspection: Inspection): void {
  if (!(labels instanceof Mapping)) return;
  for (const [key, value] of labels.entries) {
    if (!inspection.isTemplate(key) && !QUALIFIED_NAME.isOne(key))
      inspection.refuse(
        [...path, key],
        value,
        `is named otherwise than a label: ${QUALIFIED_NAME.name}`,
        'Correct its name.',
      );
    const text = inspection.text(value);
    if (text !== undefined && !LABEL_VALUE.isOne(text))
      inspection.refuse([...path, key], value, `must be ${LABEL_VALUE.name}`);
  }
}

function checkName(object: Mapping, metadata: Mapping, inspection: Inspection): void {
  const [apiVersion = '', kind = ''] = ['apiVersion', 'kind'].map((key) => inspection.text(object.get(key)));
  const { group } = parseApiVersion(apiVersion);
  const form =
    OTHER_NAMES[`${group}/${kind}`] ?? (NAMED_AS_MOST.has(group) || isFluxGroup(group) ? DNS_SUBDOMAIN : undefined);
  const node = metadata.get('name');
  const name = inspection.text(node);
  if (form === undefined || node === undefined || name === undefined || name === '' || UNCHECKED.has(kind)) return;
  if (!form.isOne(name)) inspection.refuse(['metadata', 'name'], node, `must be ${form.name}`);
}

function checkAnnotations(annotations: Node | undefined, path: readonly Step[], inspection: Inspection): void {
  if (!(annotations instanceof Mapping)) return;
  let size = 0;
  for (const [key, value] of annotations.entries) {
    if (!inspection.isTemplate(key) && !QUALIFIED_NAME.isOne(key.toLowerCase()))
      inspection.refuse(
        [...path, key],
        value,
        `is named otherwise than an annotation: ${QUALIFIED_NAME.name}`,
        'Correct its name.',
      );
    size += Buffer.byteLength(key) + Buffer.byteLength(inspection.text(value) ?? '');
  }
  if (size > MOST_ANNOTATIONS) inspection.refuse(path, annotations, 'must be at most 256 KiB together');
}

function isText(node: Node, inspection: Inspection): boolean {
  return inspection.isOpaque(node) || inspection.text(node) !== undefined;
}

/** @returns the mapping that stands at a path; `undefined` where there is none */
export function mappingAt(node: Node | undefined, ...path: readonly string[]): Mapping | undefined {
  const found = nodeAt(node, ...path);
  return found instanceof Mapping ? found : undefined;
}

/** @returns whether a field is written with anything but null */
export function isSet(node: Node | undefined): node is Node {
  return node !== undefined && !(node instanceof Scalar && node.tag === 'null');
}

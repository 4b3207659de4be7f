import { type Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { mappingAt } from './check-metadata.ts';
import { CONFIG_KEY } from './known-forms.ts';
import type { Inspection } from './refusal.ts';

/** In bytes, of all values together. @see kubernetes pkg/apis/core MaxSecretSize */
const MOST = 1024 * 1024;

/** @see kubernetes pkg/apis/core/validation ValidateConfigMap */
export function checkConfigMap(object: Mapping, inspection: Inspection): void {
  const [data, binary] = [mappingAt(object, 'data'), mappingAt(object, 'binaryData')];
  checkKeys(data, 'data', inspection);
  checkKeys(binary, 'binaryData', inspection);
  for (const [key, value] of data?.entries ?? []) {
    if (binary?.get(key) !== undefined)
      inspection.refuse(['data', key], value, 'stands in binaryData too', 'Keep one of them.');
  }
  const size = sizeOf(data, inspection) + encodedSize(binary, inspection);
  if (size > MOST) inspection.refuse(['data'], data ?? binary ?? object, TOO_LARGE, SPLIT);
}

const TOO_LARGE = 'must be at most 1 MiB together';
const SPLIT = 'Split it, or keep it elsewhere.';

/** The keys that a Secret of a type must have: each of these, or one of those of an entry. */
const REQUIRED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'kubernetes.io/basic-auth': [['username', 'password']],
  'kubernetes.io/dockercfg': [['.dockercfg']],
  'kubernetes.io/dockerconfigjson': [['.dockerconfigjson']],
  'kubernetes.io/ssh-auth': [['ssh-privatekey']],
  'kubernetes.io/tls': [['tls.crt'], ['tls.key']],
};

/** @see kubernetes pkg/apis/core/validation ValidateSecret; fluxcd/pkg ssa/normalize, which moves stringData to data */
export function checkSecret(object: Mapping, inspection: Inspection): void {
  const [data, texts] = [mappingAt(object, 'data'), mappingAt(object, 'stringData')];
  checkKeys(data, 'data', inspection);
  checkKeys(texts, 'stringData', inspection);
  const type = inspection.text(object.get('type')) ?? '';
  const keys = [...(data?.entries.keys() ?? []), ...(texts?.entries.keys() ?? [])];
  const node = data ?? texts ?? object.get('type') ?? object;
  for (const choice of keys.some((key) => inspection.isTemplate(key)) ? [] : (REQUIRED[type] ?? [])) {
    if (choice.some((key) => keys.includes(key))) continue;
    inspection.refuse(
      ['data'],
      node,
      `must have ${choice.join(' or ')}, as the type is ${type}`,
      'Add it, or correct the type.',
    );
  }
  const size = encodedSize(data, inspection, texts) + sizeOf(texts, inspection);
  if (size > MOST) inspection.refuse(['data'], node, TOO_LARGE, SPLIT);
}

function checkKeys(map: Mapping | undefined, field: string, inspection: Inspection): void {
  for (const [key, value] of map?.entries ?? []) {
    if (inspection.isTemplate(key) || CONFIG_KEY.isOne(key)) continue;
    inspection.refuse([field, key], value, `is named otherwise than a key: ${CONFIG_KEY.name}`, 'Correct its name.');
  }
}

function sizeOf(map: Mapping | undefined, inspection: Inspection): number {
  return sum([...(map?.entries.values() ?? [])].map((value) => Buffer.byteLength(inspection.text(value) ?? '')));
}

/** Base64 that is none is refused for that. */
function encodedSize(map: Mapping | undefined, inspection: Inspection, over?: Mapping): number {
  const values = [...(map?.entries ?? [])].filter(([key]) => over?.get(key) === undefined);
  return sum(values.map(([, value]) => decodedSize(value, inspection)));
}

function decodedSize(value: Node, inspection: Inspection): number {
  if (!(value instanceof Scalar) || inspection.isOpaque(value)) return 0;
  return Math.floor((value.text.replaceAll(/[\s=]/g, '').length * 3) / 4);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

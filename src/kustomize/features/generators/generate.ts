import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { Source } from '../../../yaml/node/source.ts';
import { refusedCharacter } from '../../../yaml/print/check-characters.ts';
import { refuseBareKeys } from '../../model/bare-keys.ts';
import { lineAt } from '../../model/origin.ts';
import { failAt } from '../../model/problem.ts';
import { type Generated, Resource } from '../../model/resource.ts';
import { trailOf } from '../../model/resources.ts';
import type { Scope } from '../../model/scope.ts';
import { encodeBase64 } from '../../nodes/base64.ts';
import type { Loader } from '../../read/loader.ts';
import type { GeneratorEntry, GeneratorOptions, SecretEntry } from './generator-fields.ts';
import { type KeyValue, readKeyValues } from './key-values.ts';

/** @see kustomize api/internal/generators/configmap.go */
export function generateConfigMap(
  loader: Loader,
  scope: Scope,
  entry: GeneratorEntry,
  common?: GeneratorOptions,
): Resource {
  const data: [string, Node][] = [];
  const binaryData: [string, Node][] = [];
  for (const pair of readKeyValues(loader, scope, entry)) {
    const text = asText(pair.bytes);
    if (text === undefined) binaryData.push([pair.key, string(encodeBase64(pair.bytes), pair.by)]);
    else data.push([pair.key, opaqueIf(pair, textValue(loader, text, pair))]);
  }
  return generated(scope, entry, common, 'ConfigMap', [
    ...section('data', data, entry.node),
    ...section('binaryData', binaryData, entry.node),
  ]);
}

/** @see kustomize api/internal/generators/secret.go */
export function generateSecret(loader: Loader, scope: Scope, entry: SecretEntry, common?: GeneratorOptions): Resource {
  const type = entry.type === undefined || entry.type.text === '' ? string('Opaque', entry.node) : entry.type;
  const pairs = readKeyValues(loader, scope, entry, { areSecret: true });
  const data = pairs.map((pair: KeyValue): [string, Node] => {
    return [pair.key, opaqueIf(pair, string(encodeBase64(pair.bytes), pair.by))];
  });
  return generated(scope, entry, common, 'Secret', [
    ['type', type],
    ['data', new Mapping(data, entry.node.place)],
  ]);
}

function opaqueIf({ isOpaque }: KeyValue, value: Scalar): Scalar {
  return isOpaque === true ? value.marked({ hidden: 'opaque' }) : value;
}

function generated(
  scope: Scope,
  entry: GeneratorEntry,
  common: GeneratorOptions | undefined,
  kind: string,
  content: readonly (readonly [string, Node])[],
): Resource {
  if (entry.name === undefined || entry.name.text === '') {
    throw failAt('invalid-generator', `a generated ${kind} must have a name`, {
      path: scope.path,
      node: entry.node,
    });
  }
  const options = mergeOptions(entry.options, common);
  const metadata = new Mapping(
    [
      ['name', string(entry.name.text, entry.name)],
      ...(entry.namespace?.text ? [['namespace', string(entry.namespace.text, entry.namespace)] as const] : []),
      ...section('labels', strings(options.labels), entry.node),
      ...section('annotations', strings(options.annotations), entry.node),
    ],
    entry.node.place,
  );
  refuseBareKeys(
    content.flatMap(([, part]) => (part instanceof Mapping ? [...part.entries] : [])),
    scope.path,
  );
  refuseBareKeys(options.labels, scope.path);
  const node = new Mapping(
    [
      ['apiVersion', string('v1', entry.node)],
      ['kind', string(kind, entry.node)],
      ['metadata', metadata],
      ...content,
      ...(options.immutable ? [['immutable', new Scalar('true', 'bool', 'plain', entry.node.place)] as const] : []),
    ],
    entry.node.place,
  );
  const behavior = behaviorOf(entry.behavior?.text);
  return new Resource(node, {
    ...trailOf({ ...lineAt(scope.path, entry.node), generated: true }),
    generated: { behavior, needsHash: !options.disableNameSuffixHash },
  });
}

interface Options {
  readonly labels: ReadonlyMap<string, Scalar>;
  readonly annotations: ReadonlyMap<string, Scalar>;
  readonly disableNameSuffixHash: boolean;
  readonly immutable: boolean;
}

/** An entry's own labels and annotations win over the kustomization's; either side may turn a switch on. */
function mergeOptions(own: GeneratorOptions | undefined, common: GeneratorOptions | undefined): Options {
  return {
    labels: new Map([...(common?.labels ?? []), ...(own?.labels ?? [])]),
    annotations: new Map([...(common?.annotations ?? []), ...(own?.annotations ?? [])]),
    disableNameSuffixHash: (own?.disableNameSuffixHash ?? false) || (common?.disableNameSuffixHash ?? false),
    immutable: (own?.immutable ?? false) || (common?.immutable ?? false),
  };
}

function behaviorOf(written: string | undefined): Generated['behavior'] {
  return written === 'create' || written === 'replace' || written === 'merge' ? written : 'unspecified';
}

function section(key: string, entries: readonly (readonly [string, Node])[], by: Node): readonly [string, Node][] {
  return entries.length === 0 ? [] : [[key, new Mapping(entries, by.place)]];
}

function strings(map: ReadonlyMap<string, Scalar>): readonly [string, Node][] {
  return [...map].map(([key, value]) => [key, string(value.text, value)]);
}

function string(text: string, by: Node): Scalar {
  return new Scalar(text, 'str', 'plain', by.place);
}

/** A text that YAML cannot hold is wrong in its file, not in the kustomization that names the file. */
function textValue(loader: Loader, text: string, { by, from }: KeyValue): Scalar {
  const offset = from === undefined ? -1 : refusedCharacter(text);
  if (from === undefined || offset < 0) return string(text, by);
  const file = new Source('');
  loader.paths.add(file, from.path);
  const source = new Source(text, undefined, { source: file, line: from.line });
  return new Scalar(text, 'str', 'plain', { source, offset });
}

function asText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

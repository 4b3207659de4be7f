import { readYaml } from '../../gotemplate/functions/encoding/read-yaml.ts';
import type { Value } from '../../gotemplate/value/value.ts';
import { GoList, GoMap } from '../../gotemplate/value/value.ts';
import type { Node } from '../../yaml/node/node.ts';
import { HelmError } from '../chart/helm-error.ts';
import type { Dependency, Maintainer, Metadata } from '../chart/metadata.ts';
import { isNull, readDocument, type StructType, TypedMapping } from '../chart/typed-yaml.ts';

const METADATA: StructType = { type: 'v2.Metadata', name: 'Metadata' };
const LOCK: StructType = { type: 'v2.Lock', name: 'Lock' };
const MAINTAINER: StructType = {
  type: 'v2.Maintainer',
  name: 'Maintainer',
  within: { field: 'Metadata.maintainers', keys: 'maintainers.' },
};
const DEPENDENCY: StructType = {
  type: 'v2.Dependency',
  name: 'Dependency',
  within: { field: 'Metadata.dependencies', keys: 'dependencies.' },
};

/**
 * Reads `Chart.yaml`, or `requirements.yaml` on top of it: fields that the text has replace those of `before`.
 *
 * @throws HelmError where the text is no YAML, or a field is of another type
 */
export function readMetadata(text: string, before: Metadata): Metadata {
  const node = readDocument(text);
  if (node === undefined) return before;
  const given = new TypedMapping(node, METADATA);
  const textOr = (field: string, old: string): string => (given.node(field) === undefined ? old : given.text(field));
  const textsOr = (field: string, old: readonly string[]): readonly string[] =>
    given.node(field) === undefined ? old : given.texts(field);
  const importValues = readImportValues(text);
  return {
    name: textOr('name', before.name),
    home: textOr('home', before.home),
    sources: textsOr('sources', before.sources),
    version: textOr('version', before.version),
    description: textOr('description', before.description),
    keywords: textsOr('keywords', before.keywords),
    maintainers: given.list('maintainers', '[]*v2.Maintainer', readMaintainer) ?? before.maintainers,
    icon: textOr('icon', before.icon),
    apiVersion: textOr('apiVersion', before.apiVersion),
    condition: textOr('condition', before.condition),
    tags: textOr('tags', before.tags),
    appVersion: textOr('appVersion', before.appVersion),
    deprecated: given.node('deprecated') === undefined ? before.deprecated : given.isTrue('deprecated'),
    annotations: given.textMap('annotations') ?? before.annotations,
    kubeVersion: textOr('kubeVersion', before.kubeVersion),
    dependencies:
      given.list('dependencies', '[]*v2.Dependency', readDependency)?.map((each, index) => ({
        ...each,
        importValues: importValues[index] ?? [],
      })) ?? before.dependencies,
    type: textOr('type', before.type),
  };
}

/**
 * Reads `Chart.lock`, or `requirements.lock`.
 *
 * @returns what it pins; `undefined` where it is empty
 * @throws HelmError where the text is no YAML, or a field is of another type
 */
export function readLock(text: string): readonly Dependency[] | undefined {
  const node = readDocument(text);
  if (node === undefined) return undefined;
  return new TypedMapping(node, LOCK).list('dependencies', '[]*v2.Dependency', readDependency) ?? [];
}

function readMaintainer(node: Node): Maintainer {
  if (isNull(node)) throw new HelmError('validation: maintainers must not contain empty or null nodes');
  const given = new TypedMapping(node, MAINTAINER);
  return { name: given.text('name'), email: given.text('email'), url: given.text('url') };
}

function readDependency(node: Node): Dependency {
  if (isNull(node)) throw new HelmError('validation: dependencies must not contain empty or null nodes');
  const given = new TypedMapping(node, DEPENDENCY);
  return {
    name: given.text('name'),
    version: given.text('version'),
    repository: given.text('repository'),
    condition: given.text('condition'),
    tags: given.texts('tags'),
    enabled: given.isTrue('enabled'),
    importValues: [],
    alias: given.text('alias'),
  };
}

/** Of each dependency: these are of any type, so they are read as values are. */
function readImportValues(text: string): readonly (readonly Value[])[] {
  const all = readYaml(text);
  const dependencies = all instanceof GoMap ? all.get('dependencies') : undefined;
  if (!(dependencies instanceof GoList)) return [];
  return dependencies.items.map((item) => {
    const values = item instanceof GoMap ? item.get('import-values') : undefined;
    return values instanceof GoList ? values.items : [];
  });
}

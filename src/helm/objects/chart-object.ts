import { GoList, GoMap, type GoObject, STRING_MAP, type Value } from '../../gotemplate/value/value.ts';
import type { HelmVersion } from '../chart/helm-version.ts';
import type { Dependency, Maintainer, Metadata } from '../chart/metadata.ts';
import { Struct } from './struct.ts';

/** @returns `.Chart`: a map of the fields of `Metadata`, as `structToMap` of Helm's pkg/chart makes it; a struct to Helm 3 */
export function chartObject(metadata: Metadata, isRoot: boolean, { major }: HelmVersion): GoMap | GoObject {
  const fields = fieldsOf(metadata, isRoot);
  return major === 3 ? new Struct('struct { chart.Metadata; IsRoot bool }', fields) : new GoMap(fields);
}

function fieldsOf(metadata: Metadata, isRoot: boolean): readonly (readonly [string, Value])[] {
  const { annotations } = metadata;
  return [
    ['Name', metadata.name],
    ['Home', metadata.home],
    ['Sources', new GoList(metadata.sources)],
    ['Version', metadata.version],
    ['Description', metadata.description],
    ['Keywords', new GoList(metadata.keywords)],
    ['Maintainers', new GoList(metadata.maintainers.map(maintainerObject))],
    ['Icon', metadata.icon],
    ['APIVersion', metadata.apiVersion],
    ['Condition', metadata.condition],
    ['Tags', metadata.tags],
    ['AppVersion', metadata.appVersion],
    ['Deprecated', metadata.deprecated],
    ['Annotations', new GoMap(annotations ?? [], STRING_MAP, annotations === undefined)],
    ['KubeVersion', metadata.kubeVersion],
    ['Dependencies', new GoList((metadata.dependencies ?? []).map(dependencyObject))],
    ['Type', metadata.type],
    ['IsRoot', isRoot],
  ];
}

function maintainerObject({ name, email, url }: Maintainer): Value {
  return new GoMap([
    ['Name', name],
    ['Email', email],
    ['URL', url],
  ]);
}

function dependencyObject(dependency: Dependency): Value {
  return new GoMap([
    ['Name', dependency.name],
    ['Version', dependency.version],
    ['Repository', dependency.repository],
    ['Condition', dependency.condition],
    ['Tags', new GoList(dependency.tags)],
    ['Enabled', dependency.enabled],
    ['ImportValues', new GoList(dependency.importValues)],
    ['Alias', dependency.alias],
  ]);
}

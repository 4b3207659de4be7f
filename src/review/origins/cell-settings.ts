import type { Release } from '../../flux/helm/releases.ts';
import { valuesReferences, valuesText } from '../../flux/helm/values-sources.ts';
import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { type Leaf, leavesOf, namedFields } from '../../helm/trace/leaves.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import { likelyPodSpec } from '../../kubernetes/facts/pod-spec.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import { type Node, Scalar } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import type { Segment } from '../contract/field-change.ts';
import { placeOf } from './change-chain.ts';
import { isThere } from './made-places.ts';
import { usedVariables } from './used-variables.ts';

/** Where a HelmRelease has its values. */
export const VALUES = ['spec', 'values'] as const;

/** What is set of an object in one cluster, with what is secret. */
export interface Setting extends Leaf {
  /** Of which object; empty for a variable, which many may use. */
  readonly object: string;
  /** As people call it: `version`, `image`, `admissionController.replicas`, `${REGION}` */
  readonly name: string;
  /** The object that the path is of. */
  readonly resource: Resource;
  /** The object in which the value is written. */
  readonly by: Resource;
  /** Undefined where it was made. */
  readonly place: FileLine | undefined;
  /** Whether it is one of the many values of a chart. */
  readonly isValue: boolean;
}

/**
 * @param objects as they are written: not what charts make
 * @returns charts, versions and values of releases; replicas and images of what runs; variables that are put in
 */
export function settingsOf(objects: readonly InventoryObject[], inventory: Inventory): readonly Setting[] {
  const releases = releasesOf(inventory);
  const own = objects.flatMap((object) => {
    const release = releases.get(object.resource);
    return release === undefined ? workloadSettings(object) : releaseSettings(release, object, inventory);
  });
  return [...own, ...variableSettings(objects, inventory)];
}

const releasesOf = onceEach(
  ({ releases }: Inventory): ReadonlyMap<Resource, Release> =>
    new Map(releases.map((release) => [release.resource, release])),
);

const rootsOf = onceEach(
  ({ roots, above }: Inventory): ReadonlyMap<Resource, Root> =>
    new Map([...above, ...roots].flatMap((root) => root.resources.map((resource) => [resource, root] as const))),
);

function workloadSettings(object: InventoryObject): readonly Setting[] {
  const { resource } = object;
  const pods = likelyPodSpec(resource);
  if (pods === undefined) return [];
  const replicas = nodeAt(resource.node, 'spec', 'replicas');
  const containers = itemsAt(pods, 'containers');
  const images = containers.flatMap((container) => {
    const name = containers.length === 1 ? 'image' : `image of ${textAt(container, 'name')}`;
    const node = nodeAt(container, 'image');
    return node === undefined ? [] : [mainOf(object, name, ['image'], node)];
  });
  return [...(replicas === undefined ? [] : [mainOf(object, 'replicas', ['spec', 'replicas'], replicas)]), ...images];
}

function releaseSettings(
  { chart, values }: Release,
  object: InventoryObject,
  inventory: Inventory,
): readonly Setting[] {
  const title = plainTitle(object.resource);
  const main = chart === undefined ? [] : chartSettings(chart, object, inventory);
  const given = leavesOf(values.values).filter(({ segments }) => segments.length > 0);
  return [
    ...main,
    ...unknownValues(values, object),
    ...namedFields(given).map(([name, leaf]): Setting => {
      const segments = [...VALUES, ...leaf.segments];
      const written = writtenAmong(leaf.node, [object.resource, ...values.read], inventory);
      return { ...leaf, ...written, segments, object: title, name, resource: object.resource, isValue: true };
    }),
  ];
}

/** What sets values that are not known says so: nobody is to take the others for all. */
function unknownValues({ read }: Release['values'], object: InventoryObject): readonly Setting[] {
  return valuesReferences(object.resource.node).flatMap(({ kind, name, key, node }) => {
    const held = read.find((each) => each.kind === kind && each.name === name);
    const text = held && valuesText(held, key);
    if (text !== undefined && text.hidden !== 'opaque') return [];
    const value = new Scalar(text === undefined ? 'not in the repository' : 'encrypted', 'str', 'plain', node.place);
    return [mainOf(object, `values from ${kind} ${name}`, ['valuesFrom'], value)];
  });
}

function chartSettings(
  { by, source, isPath }: NonNullable<Release['chart']>,
  object: InventoryObject,
  inventory: Inventory,
): readonly Setting[] {
  const isReference = by.path === 'spec.chartRef';
  const said = nodeAt(by.object.node, ...by.path.split('.'));
  const ref = nodeAt(source.object?.node, 'spec', 'ref');
  const found = [
    { name: 'chart', resource: by.object, field: isReference ? 'name' : 'chart', node: said },
    // The more exact field wins, as source-controller takes them.
    ...(isReference
      ? ['digest', 'semver', 'tag'].map((field) => ({ name: 'version', resource: source.object, field, node: ref }))
      : [{ name: 'version', resource: by.object, field: 'version', node: isPath ? undefined : said }]),
  ].flatMap(({ name, resource, field, node }) => {
    const value = nodeAt(node, field);
    if (value === undefined || resource === undefined) return [];
    return [{ ...mainOf(object, name, [field], value), ...writtenAmong(value, [resource], inventory), resource }];
  });
  return found.filter(({ name }, index) => found.findIndex((other) => other.name === name) === index);
}

function variableSettings(objects: readonly InventoryObject[], inventory: Inventory): readonly Setting[] {
  const settings = objects.flatMap((object) =>
    [...usedVariables(object)].map(([name, { resource, segments, node }]): Setting => {
      const written = writtenAmong(node, [resource], inventory);
      return { object: '', name: `\${${name}}`, segments, node, resource, ...written, isValue: false };
    }),
  );
  return [...new Map(settings.map((setting) => [setting.node, setting])).values()];
}

function mainOf(object: InventoryObject, name: string, segments: readonly Segment[], node: Node): Setting {
  const { resource } = object;
  return {
    ...{ object: plainTitle(resource), name, segments, node, resource, by: resource, isValue: false },
    place: placeOf(node, object),
  };
}

/** @param resources those in which it may be written, the one that holds it first */
function writtenAmong(
  node: Node,
  resources: readonly [Resource, ...Resource[]],
  inventory: Inventory,
): Pick<Setting, 'by' | 'place'> {
  const [holder, ...others] = resources;
  const found = resources.flatMap((resource) => {
    const root = rootsOf(inventory).get(resource);
    return (root && placeOf(node, { resource, root })) ?? [];
  });
  const [place] = found;
  if (place === undefined) return { by: holder, place };
  // What is set by another object stands in that one's own file; a patch of the holder does not.
  const isIn = ({ trail: { origin } }: Resource) => origin.path === place.path && !origin.generated;
  const by = isIn(holder) ? holder : (others.find(isIn) ?? holder);
  return { by, place: isThere(node.place) ? place : { path: place.path, line: undefined } };
}

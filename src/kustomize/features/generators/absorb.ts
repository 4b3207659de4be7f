import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import { ORIGIN } from '../../context/build-metadata.ts';
import { refuseBareKeys } from '../../model/bare-keys.ts';
import { withoutHash } from '../../model/own-notes.ts';
import { type BuildError, failAt } from '../../model/problem.ts';
import { describeResource, type Generated, type Resource } from '../../model/resource.ts';
import { encodeBase64 } from '../../nodes/base64.ts';
import { setMetadata } from '../../nodes/set-scalar.ts';
import { asString } from '../../nodes/string-values.ts';
import type { Behaviours } from '../../releases/behaviours.ts';

/**
 * Takes generated objects in: each as a new one, or into the one that has, or had, its id.
 *
 * @throws BuildError where a behavior does not fit what is there
 * @see kustomize api/resmap resWrangler.appendReplaceOrMerge
 */
export function absorbAll(
  { behaviours, gaps }: BuildContext,
  resources: readonly Resource[],
  generated: readonly Resource[],
): readonly Resource[] {
  if (generated.length === 0) return resources;
  const all = [...resources];
  const places = new Map<string, Set<number>>();
  const remember = (resource: Resource, index: number): void => {
    for (const id of resource.allIds) places.set(id, (places.get(id) ?? new Set()).add(index));
  };
  all.forEach(remember);
  for (const incoming of generated) {
    const [index = all.length, second] = places.get(incoming.id) ?? [];
    if (second !== undefined) {
      const message = `several objects match the generated ${describeResource(incoming)}`;
      throw failAt('duplicate-object', message, placeOf(incoming));
    }
    const standing = all[index];
    if (standing === undefined && isChange(incoming)) {
      gaps.refuseMissing(nothingToChange(incoming), incoming.node);
      continue;
    }
    const taken = standing === undefined ? incoming : absorb(standing, incoming, behaviours);
    all[index] = taken;
    remember(taken, index);
  }
  return all;
}

function behaviorOf({ trail }: Resource): Generated['behavior'] {
  return trail.generated?.behavior ?? 'unspecified';
}

function isChange(generated: Resource): boolean {
  return behaviorOf(generated) === 'replace' || behaviorOf(generated) === 'merge';
}

function nothingToChange(generated: Resource): BuildError {
  const fix = 'Use behavior: create, or give the name of the object to change.';
  const message = `there is no ${describeResource(generated)} here to ${behaviorOf(generated)}`;
  return failAt('invalid-generator', message, { ...placeOf(generated), fix });
}

function absorb(standing: Resource, generated: Resource, behaviours: Behaviours): Resource {
  if (!isChange(generated)) {
    const fix = 'Use behavior: merge or replace, or another name.';
    const message = `${describeResource(generated)} already exists, from ${standing.trail.origin.path}`;
    throw failAt('duplicate-object', message, { ...placeOf(generated), fix });
  }
  const isMerge = behaviorOf(generated) === 'merge';
  const merged = isMerge ? keepOrigin(standing, mergeData(standing, generated, behaviours)) : generated;
  const taken = withMetadataOf(standing, merged);
  if (taken.id !== standing.id) {
    const message = `${describeResource(standing)} was originally ${describeResource(generated)}, and can no longer be merged with it`;
    throw failAt('invalid-generator', message, placeOf(generated));
  }
  const needsHash = generated.trail.generated?.needsHash ?? false;
  const former = standing.trail.generated;
  const kept = needsHash ? taken : taken.withNode(withoutHash(taken.node));
  return kept.withTrail({
    ...standing.trail,
    origin: isMerge ? standing.trail.origin : generated.trail.origin,
    generated: former && { ...former, needsHash: former.needsHash && needsHash },
  });
}

/** What is merged into an object leaves the note of where that came from. */
function keepOrigin(standing: Resource, generated: Resource): Resource {
  const metadata = generated.node.get('metadata');
  const annotations = metadata instanceof Mapping ? metadata.get('annotations') : undefined;
  if (!standing.annotations().has(ORIGIN) || !(metadata instanceof Mapping) || !(annotations instanceof Mapping)) {
    return generated;
  }
  const kept = metadata.with('annotations', annotations.without(ORIGIN));
  return generated.withNode(generated.node.with('metadata', kept));
}

function placeOf(resource: Resource): { readonly path: string; readonly node: Node } {
  return { path: resource.trail.origin.path, node: resource.node };
}

/** @see kustomize api/resource Resource.CopyMergeMetaDataFieldsFrom */
function withMetadataOf(standing: Resource, generated: Resource): Resource {
  let node = mergeStrings(standing, generated, 'labels');
  node = mergeStrings(standing, generated.withNode(node), 'annotations');
  node = setMetadata(node, 'name', standing.name);
  const metadata = node.get('metadata');
  if (!(metadata instanceof Mapping)) return generated.withNode(node);
  if (standing.namespace !== '') return generated.withNode(setMetadata(node, 'namespace', standing.namespace));
  return generated.withNode(node.with('metadata', metadata.without('namespace')));
}

function mergeStrings(standing: Resource, generated: Resource, key: 'labels' | 'annotations'): Mapping {
  const metadata = generated.node.get('metadata');
  if (!(metadata instanceof Mapping)) return generated.node;
  const entries = new Map([...stringEntries(metadataMap(standing, key)), ...stringEntries(metadata.get(key))]);
  refuseBareKeys(entries, standing.trail.origin.path);
  const merged = entries.size === 0 ? metadata.without(key) : metadata.with(key, new Mapping(entries, metadata.place));
  return generated.node.with('metadata', merged);
}

function metadataMap(resource: Resource, key: string): Node | undefined {
  const metadata = resource.node.get('metadata');
  return metadata instanceof Mapping ? metadata.get(key) : undefined;
}

function mergeData(standing: Resource, generated: Resource, { mergedStringData }: Behaviours): Resource {
  let node = generated.node;
  const texts = mergedStringData && generated.kind === 'Secret' ? encodedTexts(standing) : [];
  for (const key of ['data', 'binaryData']) {
    const more = key === 'data' ? texts : [];
    const entries = new Map([...stringEntries(standing.node.get(key)), ...more, ...stringEntries(node.get(key))]);
    refuseBareKeys(entries, standing.trail.origin.path);
    node = entries.size === 0 ? node.without(key) : node.with(key, new Mapping(entries, generated.node.place));
  }
  return generated.withNode(node);
}

/** @returns the entries of a Secret's `stringData` as the API server puts them into `data`. */
function encodedTexts({ node, trail }: Resource): readonly [string, Node][] {
  const texts = node.get('stringData');
  if (!(texts instanceof Mapping)) return [];
  return [...texts.entries].map(([key, value]) => {
    if (!(value instanceof Scalar)) {
      throw failAt('invalid-object', `stringData value for key "${key}" must be a scalar`, {
        path: trail.origin.path,
        node: value,
      });
    }
    const bytes = Buffer.from(value.tag === 'null' ? '' : value.text);
    const encoded = new Scalar(encodeBase64(bytes), 'str', 'plain', value.place);
    return [key, value.marks.hidden === undefined ? encoded : encoded.marked({ hidden: value.marks.hidden })];
  });
}

/** The entries of a mapping, every value a string, as Go's `map[string]string` holds them. */
function stringEntries(node: Node | undefined): readonly [string, Node][] {
  if (!(node instanceof Mapping)) return [];
  return [...node.entries].map(([key, value]) => {
    return [key, value instanceof Scalar && value.tag === 'str' ? value : asString(value)];
  });
}

import { RE2JS } from 're2js';
import { joinImage, splitImage } from '../../../kubernetes/facts/image-name.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import type { BuildContext } from '../../context/build-context.ts';
import { applyFieldSpec, FieldSpecError } from '../../fields/apply-field-spec.ts';
import type { FieldSpec } from '../../fields/field-spec.ts';
import { transformEach } from '../../fields/transform.ts';
import type { Resource } from '../../model/resource.ts';
import type { Scope } from '../../model/scope.ts';
import { mapItems } from '../../nodes/map-items.ts';
import { setScalar } from '../../nodes/set-scalar.ts';
import { type DecodedBy, struct, text } from '../../read/decode.ts';

/** Reads an entry of `images:`. @see kustomize api/types Image */
export const image = struct((field, node) => ({
  node,
  name: field('name', text),
  newName: field('newName', text),
  newTag: field('newTag', text),
  tagSuffix: field('tagSuffix', text),
  digest: field('digest', text),
}));

type ImageEntry = DecodedBy<typeof image>;

/**
 * Renames, retags or pins an image wherever a container, at any depth, or a configured field names it.
 *
 * @see kustomize api/internal/builtins/ImageTagTransformer.go, api/filters/imagetag
 */
export function setImage(
  build: BuildContext,
  resources: readonly Resource[],
  scope: Scope,
  entry: ImageEntry,
  fieldSpecs: readonly FieldSpec[],
): readonly Resource[] {
  let update: ((old: Node) => Node) | undefined;
  const by = { scope, node: entry.node };
  return transformEach(resources, 'setting an image', by, (resource) => {
    update ??= imageUpdater(entry, build.behaviours.anyDigest);
    if (resource.kind === 'CustomResourceDefinition') return resource;
    let node = inContainers(resource.node, update);
    for (const spec of fieldSpecs) {
      if (!(node instanceof Mapping)) break;
      node = applyFieldSpec(node, resource.gvk, spec, 'nothing', update);
    }
    return node instanceof Mapping ? resource.withNode(node) : resource;
  });
}

function imageUpdater(entry: ImageEntry, anyDigest: boolean): (old: Node) => Node {
  const matches = imageMatcher(entry.name?.text ?? '', anyDigest);
  return (old) => {
    if (!(old instanceof Scalar)) throw new FieldSpecError('an image must be a scalar', old);
    if (!matches(old.text)) return old;
    const by = entry.newTag ?? entry.digest ?? entry.newName ?? entry.tagSuffix ?? entry.node;
    return setScalar(old, changed(old.text, entry), 'written', by);
  };
}

/** The name is part of a pattern, as kustomize has it, so that `.` in it matches any character. */
function imageMatcher(name: string, anyDigest: boolean): (image: string) => boolean {
  const algorithm = anyDigest ? '[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*' : 'sha256';
  try {
    const pattern = RE2JS.compile(`^${name}(:[a-zA-Z0-9_.{}-]*)?(@${algorithm}:[a-zA-Z0-9_.{}-]*)?$`);
    return (image) => pattern.matcher(image).find();
  } catch {
    if (anyDigest) return () => false;
    throw new FieldSpecError(
      `the image name "${name}" is not a valid regular expression, and kustomize reads it as one`,
    );
  }
}

/** A new tag or digest takes the place of both. */
function changed(image: string, entry: ImageEntry): string {
  const standing = splitImage(image);
  const name = entry.newName?.text || standing.name;
  const tag = entry.newTag?.text ?? '';
  const digest = entry.digest?.text ?? '';
  const suffix = entry.tagSuffix?.text ?? '';
  if (tag !== '' || digest !== '') return joinImage({ name, tag, digest });
  if (suffix !== '') return joinImage({ name, tag: standing.tag + suffix, digest: '' });
  return joinImage({ ...standing, name });
}

/** Lists under `containers` and `initContainers` hold containers, in whatever resource they stand. */
function inContainers(node: Node, update: (old: Node) => Node): Node {
  if (node instanceof Sequence) return mapItems(node, (item) => inContainers(item, update));
  if (!(node instanceof Mapping)) return node;
  let result = node;
  for (const [key, value] of node.entries) {
    let inner = inContainers(value, update);
    if ((key === 'containers' || key === 'initContainers') && inner instanceof Sequence) {
      inner = mapItems(inner, (item) => updateContainer(item, update));
    }
    result = result.with(key, inner);
  }
  return result;
}

function updateContainer(container: Node, update: (old: Node) => Node): Node {
  if (container instanceof Scalar && container.tag !== 'null') {
    throw new FieldSpecError('a container must be a mapping', container);
  }
  if (!(container instanceof Mapping)) return container;
  const image = container.get('image');
  return image === undefined ? container : container.with('image', update(image));
}

import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { goValue } from '../../yaml/read/scalars.ts';
import { readImageReference } from './image-reference.ts';
import type { ImagePathStep, NamedImage } from './named-image.ts';

/** `image`, `imageName`, `sidecarImage`, `dockerImageName`. */
const IMAGE_KEY = /^image(?:Name)?$|[a-z\d]Image(?:Name)?$/;

/** What is called so holds an image under each name of its own. */
const IMAGES_KEY = /^images$|[a-z\d]Images$/;

/** In these a text without a tag is an image too: its tag is `latest`. */
const CONTAINERS_KEY = /^(?:containers|\w+Containers)$/;

/**
 * Finds what reads as an image in fields of which nobody knows here what they mean, of a custom resource or of a chart's
 * values: a field that is called an image, with a reference that has a tag or a digest, or with `repository`, `registry`,
 * `tag` and `digest` below it. A name alone may be that of anything, such as a picture.
 *
 * @param at where the node stands
 */
export function fieldImages(node: Node, at: readonly ImagePathStep[]): readonly NamedImage[] {
  const found: NamedImage[] = [];
  search(node, at, found);
  return found;
}

function search(node: Node, at: readonly ImagePathStep[], found: NamedImage[]): void {
  for (const { value, step, beside } of children(node)) {
    const path = [...at, step];
    const isImage = typeof step === 'string' ? IMAGE_KEY.test(step) : false;
    const image = isImage || isOfImages(at.at(-1)) ? imageAt(value, path, beside) : undefined;
    if (image !== undefined) found.push(image);
    else if (!(value instanceof Scalar)) search(value, path, found);
  }
}

interface Child {
  readonly value: Node;
  readonly step: ImagePathStep;
  /** The mapping that it is a field of. */
  readonly beside?: Mapping;
}

function children(node: Node): readonly Child[] {
  if (node instanceof Scalar) return [];
  if (node instanceof Mapping) return [...node.entries].map(([step, value]) => ({ step, value, beside: node }));
  return node.items.map((value, index) => {
    const name = value instanceof Mapping ? value.get('name') : undefined;
    return { value, step: name instanceof Scalar ? { key: 'name', value: name.text } : index };
  });
}

function isOfImages(parent: ImagePathStep | undefined): boolean {
  return typeof parent === 'string' && IMAGES_KEY.test(parent);
}

function imageAt(value: Node, path: readonly ImagePathStep[], beside: Mapping | undefined): NamedImage | undefined {
  if (value instanceof Scalar) return imageOfText(value, path, beside);
  if (!(value instanceof Mapping)) return undefined;
  const reference = textOf(value, 'reference');
  return reference === undefined ? imageOfParts(value, path) : imageOfText(reference, [...path, 'reference'], value);
}

function imageOfText(
  node: Scalar,
  path: readonly ImagePathStep[],
  beside: Mapping | undefined,
): NamedImage | undefined {
  const text = node.text;
  if (node.tag !== 'str' || text === '') return undefined;
  if (isHidden(node)) return { path, nodes: [node], text, isOfPod: false };
  const image = readImageReference(text);
  if (image === undefined) return undefined;
  if (image.hasVersion || isOfContainer(path)) return { path, nodes: [node], text, isOfPod: false };
  const tag = tagBeside(path, beside);
  if (tag !== undefined) return { path, nodes: [node, tag], text: `${text}:${tag.text}`, isOfPod: false };
  return looksLikeImage(text, image.hasRegistry)
    ? { path, nodes: [node], text, isOfPod: false, lacks: 'version' }
    : undefined;
}

function isOfContainer(path: readonly ImagePathStep[]): boolean {
  const list = path.at(-3);
  return path.at(-1) === 'image' && typeof list === 'string' && CONTAINERS_KEY.test(list);
}

/** `image: acme/web` with `tag: 1.2` beside it, or `webImage` with `webTag` or `webImageTag`. */
function tagBeside(path: readonly ImagePathStep[], beside: Mapping | undefined): Scalar | undefined {
  const key = path.at(-1);
  if (typeof key !== 'string' || beside === undefined) return undefined;
  const stem = key.replace(/Name$/, '');
  const tags = [`${stem}Tag`, stem === 'image' ? 'tag' : stem.replace(/Image$/, 'Tag')];
  return tags.map((each) => textOf(beside, each)).find((tag) => tag !== undefined);
}

/** A picture or a page has an extension, and seldom stands at a registry without a path. */
function looksLikeImage(text: string, hasRegistry: boolean): boolean {
  const last = text.slice(text.lastIndexOf('/') + 1);
  return !last.includes('.') && (hasRegistry || text.includes('/'));
}

/** `{ registry, repository, tag, digest }`, as charts and operators have it; of some the repository is the `name`. */
function imageOfParts(value: Mapping, path: readonly ImagePathStep[]): NamedImage | undefined {
  const part = (...keys: readonly string[]) =>
    keys.map((key) => textOf(value, key)).find((found) => found !== undefined);
  const [registry, tag, digest] = [part('registry'), part('tag'), part('digest', 'sha')];
  const hasVersion = tag !== undefined || digest !== undefined;
  const name = part('repository') ?? (hasVersion ? part('name') : undefined);
  const nodes = [registry, name, tag, digest].filter((each) => each !== undefined);
  const version = (tag === undefined ? '' : `:${tag.text}`) + (digest === undefined ? '' : `@${withAlgorithm(digest)}`);
  if (name === undefined) return hasVersion ? { path, nodes, text: version, isOfPod: false, lacks: 'name' } : undefined;
  const text = (registry === undefined ? '' : `${registry.text.replace(/\/+$/, '')}/`) + name.text + version;
  if (nodes.some(isHidden)) return { path, nodes, text, isOfPod: false };
  const image = readImageReference(text);
  if (image === undefined) return undefined;
  return { path, nodes, text, isOfPod: false, ...(image.hasVersion ? {} : { lacks: 'version' }) };
}

function withAlgorithm({ text }: Scalar): string {
  return /^[0-9a-f]{64}$/.test(text) ? `sha256:${text}` : text;
}

/** A number is what it is written as only where that is how Go prints it: `1.10` is 1.1, and `20261129` 2.0261129e+07. */
function textOf(node: Mapping, key: string): Scalar | undefined {
  const value = node.get(key);
  if (!(value instanceof Scalar) || value.text === '') return undefined;
  const number = value.tag === 'int' || value.tag === 'float' ? Number(goValue(value)) : Number.NaN;
  const isAsWritten = Math.abs(number) < 1_000_000 && String(number) === value.text;
  return value.tag === 'str' || isAsWritten ? value : undefined;
}

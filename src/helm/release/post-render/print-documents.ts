import { throughGo } from '../../../kustomize/nodes/through-go.ts';
import { Mapping, type Node, Scalar } from '../../../yaml/node/node.ts';
import { Source } from '../../../yaml/node/source.ts';
import { refusedCharacter } from '../../../yaml/print/check-characters.ts';
import { printYaml, sortedKeys } from '../../../yaml/print/print.ts';
import { parseYaml } from '../../../yaml/read/parse.ts';
import type { ManifestDocument } from '../../render/sort-manifests.ts';
import { type Splitting, trimEnd } from '../../render/split-manifests.ts';
import { inKustomize } from './as-resources.ts';

/**
 * @param objects of one file, as post-renderers have left them
 * @returns them as documents of the file, as Helm splits it: where that trims, a text in block style at the end of any but
 *   the last one loses its line breaks
 * @throws HelmError where one cannot be printed
 */
export function printDocuments(objects: readonly Mapping[], splitting: Splitting): readonly ManifestDocument[] {
  return objects.map((object, index) => {
    const content = printed(object);
    const head = headOf(object);
    if (splitting === 'keeps' || index === objects.length - 1) return { content, node: object, head };
    const trimmed = () => trimEnd(content());
    return { content: trimmed, node: endsInBlock(object) ? readAgain(trimmed()) : object, head };
  });
}

/**
 * @returns what prints an object, which few ask for: a review compares objects
 * @throws HelmError where it cannot be printed
 */
export function printed(object: Mapping): () => string {
  if (isPrintable(object)) return () => printYaml(object);
  const content = inKustomize(() => printYaml(object));
  return () => content;
}

/** Whether it is certain, without a look at what is rare, that a node can be printed. */
function isPrintable(node: Node): boolean {
  if (node instanceof Scalar) {
    if (node.tag === 'str') return refusedCharacter(node.text) < 0;
    return node.tag !== 'float' && node.tag !== 'binary';
  }
  if (!(node instanceof Mapping)) return node.items.every(isPrintable);
  for (const [key, value] of node.entries) if (refusedCharacter(key) >= 0 || !isPrintable(value)) return false;
  return true;
}

/** What decides which hook an object is, with its texts as they are printed: `yes` in quotes. */
function headOf(object: Mapping): Node {
  const metadata = object.get('metadata');
  const picked = metadata instanceof Mapping ? pick(metadata, ['name', 'annotations']) : metadata;
  const head = pick(object, ['apiVersion', 'kind']);
  return throughGo(picked === undefined ? head : head.with('metadata', picked));
}

function pick(mapping: Mapping, keys: readonly string[]): Mapping {
  return new Mapping([...mapping.entries].filter(([key]) => keys.includes(key)));
}

/** Whether the last text that is printed has several lines. */
function endsInBlock(node: Node): boolean {
  if (node instanceof Scalar) return node.tag === 'str' && node.text.includes('\n');
  const last = node instanceof Mapping ? node.get(sortedKeys(node.entries).at(-1) ?? '') : node.items.at(-1);
  return last !== undefined && endsInBlock(last);
}

function readAgain(text: string): Node | undefined {
  return parseYaml(new Source(text)).documents[0];
}

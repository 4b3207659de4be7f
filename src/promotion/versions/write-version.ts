import { splitImage } from '../../kubernetes/facts/image-name.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { setScalar } from '../../yaml/splice/set-scalar.ts';
import type { NodePath, Spliced } from '../../yaml/splice/spliced.ts';
import { textScalar } from '../../yaml/splice/write-scalar.ts';
import type { Draft } from '../plan/draft.ts';
import type { WrittenValue } from './locate-version.ts';

/**
 * Writes a version where it is written: the scalar on its line, the tag of an entry of `images`, or the text of a patch.
 * Everything else in the file stays, byte for byte.
 *
 * @throws PromotionRefusal where the line says it in another way
 */
export function writeVersion(draft: Draft, value: WrittenValue): void {
  draft.splice(value.path, (text) => edited(text, value));
}

function edited(text: string, value: WrittenValue): Spliced {
  const { documents } = parseYaml(new Source(text.replace(/^\ufeff/, '')), 'lenient');
  const all = documents.flatMap((node, document) => [...nodesIn(node, { document, steps: [] })]);
  const isHere = (node: Node | undefined) => node?.place?.source.lineAt(node.place.offset) === value.line;
  const entry = all.find(({ node }) => node instanceof Mapping && TAGS.some((key) => isHere(node.get(key))));
  if (entry !== undefined) return inEntry(text, entry, value);
  const here = all.filter(({ node }) => isHere(node));
  const ways = pairsOf(value);
  for (const [from, to] of ways) {
    const found = here.filter(({ node }) => node instanceof Scalar && node.text === from);
    const [only] = found;
    if (only !== undefined && found.length === 1) return setScalar(text, only.at, textScalar(to));
  }
  return inLine(text, value);
}

/** Keys of an entry of `images`. */
const TAGS = ['newTag', 'digest'] as const;

interface Placed {
  readonly node: Node;
  readonly at: NodePath;
}

function* nodesIn(node: Node, at: NodePath): Iterable<Placed> {
  yield { node, at };
  const inner: readonly (readonly [string | number, Node])[] =
    node instanceof Mapping ? [...node.entries] : node instanceof Sequence ? [...node.items.entries()] : [];
  for (const [step, child] of inner) yield* nodesIn(child, { ...at, steps: [...at.steps, step] });
}

/** The whole value, and the tag alone where nothing else of an image differs. */
function pairsOf({ from, to }: WrittenValue): readonly (readonly [string, string])[] {
  const [old, now] = [splitImage(from), splitImage(to)];
  const isTagAlone = old.name === now.name && old.digest === now.digest && old.tag !== '' && now.tag !== '';
  return isTagAlone && old.name !== from
    ? [
        [from, to],
        [old.tag, now.tag],
      ]
    : [[from, to]];
}

function inEntry(text: string, { node, at }: Placed, { from, to, line }: WrittenValue): Spliced {
  const [old, now] = [splitImage(from), splitImage(to)];
  let result: Spliced = { kind: 'spliced', text };
  for (const [key, before, after] of [
    ['newTag', old.tag, now.tag],
    ['digest', old.digest, now.digest],
  ] as const) {
    if (before === after || result.kind === 'refused') continue;
    const value = node instanceof Mapping ? node.get(key) : undefined;
    if (!(value instanceof Scalar) || value.text !== before || after === '')
      return { kind: 'refused', reason: `its entry has no ${key} that could become ${after || 'absent'}`, line };
    result = setScalar(result.text, { ...at, steps: [...at.steps, key] }, textScalar(after));
  }
  return result;
}

/** In the text of a patch there is no scalar: the line must say the value just once. */
function inLine(text: string, value: WrittenValue): Spliced {
  const lines = text.split('\n');
  const line = lines[value.line - 1] ?? '';
  for (const [from, to] of pairsOf(value)) {
    const word = new RegExp(`(?<![\\w.-])${from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w.-])`, 'g');
    if ([...line.matchAll(word)].length !== 1) continue;
    lines[value.line - 1] = line.replace(word, () => to);
    return { kind: 'spliced', text: lines.join('\n') };
  }
  return { kind: 'refused', reason: `the line does not say ${value.from} just once`, line: value.line };
}

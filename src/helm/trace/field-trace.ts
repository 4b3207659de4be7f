import type { Frame, Mark } from '../../gotemplate/run/trail.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { goValue } from '../../yaml/read/scalars.ts';
import { type Leaf, nodeAtSegments, segmentsText } from './leaves.ts';
import { type FieldTrace, MASK, type TemplatePlace } from './trace-types.ts';
import type { UsedValues } from './used-values.ts';

/** The name of texts that `tpl` runs: they are no files. */
const WITHIN_TPL = 'gotpl';
const HOLDS_SECRETS: ReadonlySet<unknown> = new Set(['data', 'stringData']);

/** @returns whether a field is one of the secrets of a Secret, also of one in a list */
export function isSecretField(object: Node, segments: Leaf['segments']): boolean {
  const kind = textAt(object, 'kind');
  if (segments[0] !== 'items' || !kind.endsWith('List')) return kind === 'Secret' && HOLDS_SECRETS.has(segments[0]);
  if (kind === 'SecretList') return HOLDS_SECRETS.has(segments[2]);
  const item = nodeAtSegments(object, segments.slice(0, 2));
  return item !== undefined && isSecretField(item, segments.slice(2));
}

/**
 * @param object that has the field
 * @param mark of what the field was when a template wrote it
 */
export function fieldTrace(object: Node, leaf: Leaf, mark: Mark | undefined, used: UsedValues): FieldTrace {
  const { segments, node } = leaf;
  const { reads = [], decides = [], frames = [] } = mark ?? {};
  const [place, ...via] = placesOf(frames);
  const isSecret = isSecretField(object, segments) || used.showSecret(reads);
  return {
    path: segmentsText(segments),
    segments,
    value: isSecret ? MASK : plainValue(node),
    place,
    via,
    values: used.of(reads),
    conditions: used.of(decides, reads),
  };
}

function plainValue(node: Node): unknown {
  if (!(node instanceof Scalar)) return node instanceof Mapping ? {} : [];
  if (node.tag === 'str' || node.tag === 'timestamp') return node.text;
  const value = goValue(node);
  return typeof value === 'bigint' ? Number(value) : value;
}

const sources = new WeakMap<object, Source>();

function placesOf(frames: readonly Frame[]): readonly TemplatePlace[] {
  return frames
    .filter(({ node }) => node.source.name !== WITHIN_TPL)
    .map(({ node, at }) => {
      const source = sources.get(node.source) ?? new Source(node.source.text);
      sources.set(node.source, source);
      return { path: node.source.name, line: source.lineAt(at) };
    });
}

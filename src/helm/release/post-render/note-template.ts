import { Mapping, type Node, Scalar, Sequence } from '../../../yaml/node/node.ts';
import { printYaml } from '../../../yaml/print/print.ts';
import { HelmError } from '../../chart/helm-error.ts';

/** Where an object notes which template wrote it, on its way through post-renderers. */
const TEMPLATE = 'postrenderer.helm.sh/postrender-filename';

/** What kyaml notes of an object while it reads and writes it. */
const OF_READER = [
  'config.kubernetes.io/index',
  'internal.config.kubernetes.io/index',
  'internal.config.kubernetes.io/seqindent',
];

/**
 * @param object as a template wrote it
 * @returns the object with a note of its template, and without annotations that are empty, as kyaml's `SetAnnotation`
 *   leaves it
 * @throws HelmError where it cannot have one
 */
export function noteTemplate(object: Node, path: string): Mapping {
  if (!(object instanceof Mapping)) throw wrongKind(path, object);
  const metadata = object.get('metadata') ?? NOTHING;
  const inner = metadata instanceof Scalar && metadata.tag === 'null' ? NOTHING : metadata;
  if (!(inner instanceof Mapping)) throw wrongKind(path, inner);
  const annotations = inner.get('annotations') ?? NOTHING;
  const standing = isEmpty(annotations) ? NOTHING : annotations;
  if (!(standing instanceof Mapping)) throw wrongKind(path, standing);
  const own = OF_READER.reduce((all, key) => all.without(key), standing);
  return object.with('metadata', inner.with('annotations', own.with(TEMPLATE, new Scalar(path, 'str', 'single'))));
}

/** @returns what an object notes of its template; empty where a post-renderer has made it */
export function templateOf(object: Mapping): string {
  const note = annotationsOf(object)?.get(TEMPLATE);
  return note instanceof Scalar ? note.text : '';
}

/** @returns the object without its note, and without annotations where that leaves none */
export function withoutNote(object: Mapping): Mapping {
  const metadata = object.get('metadata');
  if (!(metadata instanceof Mapping)) return object;
  const annotations = metadata.get('annotations');
  const left = annotations instanceof Mapping ? annotations.without(TEMPLATE) : annotations;
  const cleared =
    left === undefined || isEmpty(left) ? metadata.without('annotations') : metadata.with('annotations', left);
  return cleared.entries.size === 0 ? object.without('metadata') : object.with('metadata', cleared);
}

const NOTHING = new Mapping([]);

/** To kyaml a text is as empty as a mapping without entries. */
function isEmpty(node: Node): boolean {
  if (node instanceof Scalar) return true;
  return node instanceof Mapping ? node.entries.size === 0 : node.items.length === 0;
}

function annotationsOf(object: Mapping): Mapping | undefined {
  const metadata = object.get('metadata');
  const annotations = metadata instanceof Mapping ? metadata.get('annotations') : undefined;
  return annotations instanceof Mapping ? annotations : undefined;
}

function wrongKind(path: string, node: Node): HelmError {
  const found = node instanceof Sequence ? 'SequenceNode' : 'ScalarNode';
  const contents = printYaml(node);
  return new HelmError(
    `parsing ${path}: wrong node kind: expected MappingNode but got ${found}: node contents:\n${contents}`,
  );
}

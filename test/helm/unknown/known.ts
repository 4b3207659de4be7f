import { loadFolder } from '../../../src/helm/load/load-folder.ts';
import { clusterOf, readKubeVersion } from '../../../src/helm/objects/capabilities.ts';
import { type KnownRelease, type PartlyKnownInputs, renderKnown } from '../../../src/helm/render-known.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../../src/yaml/node/node.ts';
import { CHART, mapping } from '../release/release.ts';
import { type Files, filesOf } from '../render.ts';

/** A release as a test tells it: values as YAML, in which `!secret` and `!unknown` hide a scalar. */
export interface TestKnown extends Partial<Pick<PartlyKnownInputs, 'action' | 'unknownFiles'>> {
  readonly files: Files;
  readonly values?: string;
  readonly spec?: string;
}

/** @returns what is known of a release */
export function knownOf({ files, values = '{}', spec = '{}', ...more }: TestKnown): KnownRelease {
  return renderKnown({
    release: { node: mapping(`metadata: {name: rel, namespace: apps}\nspec: ${spec}`), name: 'rel', namespace: 'apps' },
    chart: loadFolder(filesOf({ 'Chart.yaml': CHART, ...files })),
    values: hidden(mapping(values)),
    cluster: clusterOf(readKubeVersion('1.33.0')),
    action: { kind: 'install' },
    ...more,
  });
}

/** What stands in front of a value that is hidden: `secret:…`, `opaque:…`. */
export function hidden(values: Mapping): Mapping {
  return new Mapping([...values.entries].map(([key, value]) => [key, hiddenNode(value)] as const));
}

function hiddenNode(node: Node): Node {
  if (node instanceof Mapping) return hidden(node);
  if (node instanceof Sequence) return new Sequence(node.items.map(hiddenNode));
  const [, kind, text = ''] = /^(secret|opaque):([\s\S]*)$/.exec(node.text) ?? [];
  if (kind !== 'secret' && kind !== 'opaque') return node;
  const isNumber = /^\d+$/.test(text);
  return new Scalar(text, isNumber ? 'int' : 'str', isNumber ? 'plain' : 'double', undefined, { hidden: kind });
}

/**
 * @returns objects as people may see them, each field on a line: what is secret as `***`, what is not known by its words;
 * `?` in front of what may be gone, `+` in front of what may come
 */
export function told({ problems, manifests, hooks, mayCome, mayFail, notes }: KnownRelease): string {
  return [
    ...problems.map((problem) => `problem ${problem}`),
    ...mayFail.map((problem) => `may fail ${problem}`),
    ...[...manifests, ...hooks].flatMap(({ kind, name, node, isUncertain, mayBe }) => {
      const uncertain = new Set(mayBe.filter(({ what }) => what === 'stays').map(({ path }) => path.join('.')));
      const fields = node === undefined ? [] : fieldsOf(node, [], uncertain);
      const more = mayBe.filter(({ what }) => what === 'comes').map(({ path }) => `+ ${path.join('.')}`);
      return [`${isUncertain ? '? ' : ''}${kind}/${name}`, ...fields, ...more];
    }),
    ...mayCome.map(({ kind, name }) => `+ ${kind}/${name}`),
    ...(notes === '' ? [] : [`notes ${notes}`]),
  ].join('\n');
}

function fieldsOf(node: Node, path: readonly (string | number)[], uncertain: ReadonlySet<string>): readonly string[] {
  const [first] = path;
  if (first === 'apiVersion' || first === 'kind' || path.join('.').startsWith('metadata.labels')) return [];
  const mark = uncertain.has(path.join('.')) ? '? ' : '';
  if (node instanceof Scalar) return [`${mark}${path.join('.')} ${textOf(node)}`];
  const children: readonly (readonly [string | number, Node])[] =
    node instanceof Mapping ? [...node.entries] : node.items.map((item, i) => [i, item] as const);
  const lines = children.flatMap(([key, value]) => fieldsOf(value, [...path, key], uncertain));
  return mark === '' ? lines : [`${mark}${path.join('.')}`, ...lines];
}

function textOf({ hidden: kind, text, marks }: Scalar): string {
  if (kind === 'secret') return '***';
  return kind === 'opaque' ? (marks.template ?? '***') : text;
}

/** @returns a ConfigMap whose data are expressions, `k0` the first */
export function config(...expressions: readonly string[]): string {
  const data = expressions.map((expression, i) => `  k${i}: {{ ${expression} | quote }}\n`).join('');
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n${data}`;
}

/** @returns the fields of the only object of a chart whose data are expressions */
export function dataOf(values: string, ...expressions: readonly string[]): string {
  const release = knownOf({ files: { 'templates/a.yaml': config(...expressions) }, values });
  return told(release)
    .replace(/^ConfigMap\/a\nmetadata.name a\n?/m, '')
    .replaceAll('data.', '');
}

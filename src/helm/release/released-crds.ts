import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import { Mapping, Scalar, Sequence } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import type { Chart } from '../chart/chart.ts';
import { type ChartCrd, crdsOf } from '../chart/crds-of.ts';
import { HelmError } from '../chart/helm-error.ts';
import type { HelmController } from './helm-controller.ts';
import type { Pairs } from './post-render/add-metadata.ts';
import type { CrdPolicy } from './release-spec.ts';

/** A custom resource definition that helm-controller applies before a release: no post-renderer sees it. */
export interface ReleasedCrd {
  /** The file of `crds/`, within the root chart. */
  readonly path: string;
  readonly node: Mapping;
  /** Whether one that is in the cluster already is replaced; else it stays as it is. */
  readonly replaces: boolean;
}

/**
 * @param chart with its dependencies processed
 * @param labels that each gets
 * @throws HelmError where a file cannot be read
 * @see fluxcd/helm-controller internal/action/crds.go applyCRDs
 */
export function releasedCrds(
  chart: Chart,
  policy: CrdPolicy,
  labels: Pairs,
  { dropsOtherCrds }: Pick<HelmController, 'dropsOtherCrds'>,
): readonly ReleasedCrd[] {
  if (policy === 'Skip') return [];
  const replaces = policy === 'CreateReplace';
  return crdsOf(chart).flatMap((file) =>
    objectsOf(file)
      .filter((node) => !dropsOtherCrds || isDefinition(node))
      .map((node) => ({ path: file.path, node: withLabels(node, labels), replaces })),
  );
}

/** Lists are taken apart. */
function objectsOf({ path, bytes }: ChartCrd): readonly Mapping[] {
  const { documents, problems } = parseYaml(new Source(decodeBytes(bytes)), 'converted');
  const failed = (why: string) =>
    new HelmError(
      `failed to apply CustomResourceDefinitions: failed to parse CustomResourceDefinitions from ${path}: ${why}`,
    );
  const [problem] = problems;
  if (problem !== undefined)
    throw failed(`error converting YAML to JSON: yaml: line ${problem.line}: ${problem.message}`);
  return documents.flatMap((node) => {
    if (node instanceof Scalar && node.tag === 'null') return [];
    if (!(node instanceof Mapping)) throw failed('a document is not an object');
    const isList = textAt(node, 'kind').endsWith('List') && node.get('items') instanceof Sequence;
    return isList ? itemsAt(node, 'items').filter((item) => item instanceof Mapping) : [node];
  });
}

function isDefinition(node: Mapping): boolean {
  const isOfGroup = textAt(node, 'apiVersion').startsWith('apiextensions.k8s.io/');
  return isOfGroup && textAt(node, 'kind') === 'CustomResourceDefinition';
}

function withLabels(node: Mapping, labels: Pairs): Mapping {
  const metadata = node.get('metadata');
  const inner = metadata instanceof Mapping ? metadata : new Mapping([]);
  const standing = inner.get('labels');
  let all = standing instanceof Mapping ? standing : new Mapping([]);
  for (const [key, value] of labels) all = all.with(key, new Scalar(value, 'str', 'double'));
  return node.with('metadata', inner.with('labels', all));
}

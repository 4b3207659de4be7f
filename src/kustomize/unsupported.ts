import type { Node } from '../yaml/node.ts';
import { lineOf } from '../yaml/node.ts';
import type { Build } from './build-context.ts';
import type { Kustomization } from './kustomization/load.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** Fields that are read but not carried out, each with the code and the reason that a reader sees. */
const UNSUPPORTED: readonly [keyof Kustomization, ProblemCode, string][] = [
  ['helmCharts', 'helm-chart', 'Helm charts are not rendered, since nothing of a repository is executed'],
  [
    'helmChartInflationGenerator',
    'helm-chart',
    'Helm charts are not rendered, since nothing of a repository is executed',
  ],
  ['generators', 'unsupported-field', 'generators are not carried out yet'],
  ['transformers', 'unsupported-field', 'transformers are not carried out yet'],
  ['validators', 'unsupported-field', 'validators are not carried out yet'],
  ['replacements', 'unsupported-field', 'replacements are not carried out yet'],
  ['vars', 'unsupported-field', 'vars are not carried out yet'],
  ['crds', 'unsupported-field', 'crds are not read yet'],
  ['openapi', 'unsupported-field', 'a schema of its own is not read yet'],
  ['buildMetadata', 'unsupported-field', 'buildMetadata is not written yet'],
];

/** Makes every field that is not carried out a problem of the build, so that none is ever ignored. */
export function reportUnsupported(build: Build, kustomization: Kustomization): void {
  for (const [field, code, why] of UNSUPPORTED) {
    const node = written(kustomization, field);
    if (node !== undefined) build.report(problemAt(kustomization.path, node, code, `${field}: ${why}`));
  }
}

function written(kustomization: Kustomization, field: string): Node | undefined {
  for (const [key, value] of kustomization.node.entries) {
    const isEmpty =
      value.kind === 'scalar' ? value.tag === 'null' : value.kind === 'sequence' && value.items.length === 0;
    if (key.toLowerCase() === field.toLowerCase() && !isEmpty) return value;
  }
  return undefined;
}

function problemAt(path: string, node: Node, code: ProblemCode, message: string): Problem {
  return { code, message, path, line: lineOf(node) };
}

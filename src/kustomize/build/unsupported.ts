import type { Node } from '../../yaml/node/node.ts';
import { lineOf } from '../../yaml/node/node.ts';
import type { Build } from '../context/build-context.ts';
import type { Kustomization } from '../read/load.ts';

const HELM = ['helmCharts', 'helmChartInflationGenerator'];

/** Makes every field that is never carried out a problem of the build, so that none is ever ignored. */
export function reportUnsupported(build: Build, kustomization: Kustomization): void {
  for (const field of HELM) {
    const node = written(kustomization, field);
    if (node === undefined) continue;
    const message = `${field}: helm charts are not rendered, since nothing of a repository is executed`;
    const fix = 'Let a HelmRelease install the chart, or commit what it renders to.';
    build.report({ code: 'helm-chart', message, path: kustomization.path, line: lineOf(node), fix });
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

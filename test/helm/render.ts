import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import type { ChartFile } from '../../src/helm/chart/chart.ts';
import { HelmError } from '../../src/helm/chart/helm-error.ts';
import { loadFolder } from '../../src/helm/load/load-folder.ts';
import { clusterOf, readKubeVersion } from '../../src/helm/objects/capabilities.ts';
import { printRelease } from '../../src/helm/print-release.ts';
import { renderChart } from '../../src/helm/template.ts';
import { readValues } from '../../src/helm/values/read-values.ts';

/** Texts of files by their paths. */
export type Files = Readonly<Record<string, string>>;

/** @returns a chart's files as a folder holds them */
export function filesOf(files: Files): readonly ChartFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
}

/** What else a test wants to know. */
interface Seen {
  /** Filled with the charts whose schema was not checked. */
  readonly unchecked?: string[];
}

/**
 * @param values as YAML
 * @returns what `helm template rel chart --namespace apps --kube-version 1.33.0 --include-crds` prints, or its error
 */
export function render(files: Files, values = '', seen: Seen = {}): string {
  try {
    const chart = loadFolder(filesOf(files));
    const rendered = renderChart(chart, readValues(values), {
      name: 'rel',
      namespace: 'apps',
      cluster: clusterOf(readKubeVersion('1.33.0')),
      outside: { now: () => new Time(0), random: (count) => new Uint8Array(count) },
    });
    seen.unchecked?.push(...rendered.uncheckedSchemas);
    return printRelease(rendered, true);
  } catch (error) {
    if (error instanceof HelmError) return `Error: ${error.message}`;
    throw error;
  }
}

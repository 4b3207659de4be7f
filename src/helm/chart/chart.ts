import type { GoMap } from '../../gotemplate/value/value.ts';
import type { Dependency, Metadata } from './metadata.ts';

/** A file of a chart. */
export interface ChartFile {
  /** Within the chart, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A chart with those in it. What is done to it makes another; its values are never changed in place. */
export interface Chart {
  readonly metadata: Metadata;
  /** Of `values.yaml`. */
  readonly values: GoMap;
  /** The text that they were read from, where there is one. */
  readonly valuesFile?: ChartFile | undefined;
  /** The texts that they were merged from, a later one over an earlier, where others were put in the place of its own; by their paths among all files. */
  readonly mergedFrom?: readonly ChartFile[] | undefined;
  readonly templates: readonly ChartFile[];
  /** All that is neither a template nor read on its own, `crds/` among it. */
  readonly files: readonly ChartFile[];
  readonly schema: Uint8Array | undefined;
  /** What `Chart.lock` pins, which only who builds a chart asks for. */
  readonly lock?: readonly Dependency[] | undefined;
  readonly dependencies: readonly Chart[];
  /** The name that it had before its alias. */
  readonly loadedAs?: string;
}

/** @returns whether a chart only gives templates to others. */
export function isLibrary(chart: Chart): boolean {
  return chart.metadata.type.toLowerCase() === 'library';
}

/** @returns where a chart stands within its root, as Helm's messages and `# Source` lines name it. */
export function pathWithin(parent: string | undefined, chart: Chart): string {
  return parent === undefined ? chart.metadata.name : `${parent}/charts/${chart.metadata.name}`;
}

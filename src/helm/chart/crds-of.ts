import { type Chart, type ChartFile, pathWithin } from './chart.ts';

/** A file of `crds/`, which Helm applies before all else and does not render. */
export interface ChartCrd {
  /** Within the root chart. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** @returns the files of `crds/` of a chart, and then those of the charts in it: `CRDObjects` of Helm's pkg/chart/v2 */
export function crdsOf(chart: Chart, parent?: string): readonly ChartCrd[] {
  const path = pathWithin(parent, chart);
  const isCrd = (file: ChartFile): boolean => file.path.startsWith('crds/') && /\.(?:ya?ml|json)$/i.test(file.path);
  return [
    ...chart.files.filter(isCrd).map((file) => ({ path: `${path}/${file.path}`, bytes: file.bytes })),
    ...chart.dependencies.flatMap((subchart) => crdsOf(subchart, path)),
  ];
}

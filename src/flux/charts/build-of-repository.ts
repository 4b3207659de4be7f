import type { GoMap } from '../../gotemplate/value/value.ts';
import type { Chart, ChartFile } from '../../helm/chart/chart.ts';
import { explained, HelmError } from '../../helm/chart/helm-error.ts';
import type { Files } from '../../tree/files/files.ts';
import { normalizePath } from '../../tree/objects/paths.ts';
import { mountPath } from '../../tree/sources/mount.ts';
import { buildOnce, type ChartBuild, type Draft, describe } from './chart-build.ts';
import { fetchArchive, type RepositoryChart } from './fetch-archive.ts';
import { keepsValues, mergeValuesFiles, OWN_VALUES, type ValuesFiles, withOwnValues } from './values-files.ts';

/** Upstream's `^([-a-z0-9]+/?\.?)+$`, with one way to match each text. */
const NAME = /^[-a-z0-9]+(?:(?:\/\.?|\.)[-a-z0-9]+)*(?:\/\.?|\.)?$/;

/**
 * Builds a chart that a repository of charts has, as source-controller does: the archive as it is, or with other values.
 *
 * @param valuesFiles whose paths start at the root of the chart
 * @throws Needs where it has not been resolved or fetched yet
 * @see fluxcd/source-controller internal/helm/chart remoteChartBuilder.Build
 */
export function buildOfRepository(files: Files, chart: RepositoryChart, valuesFiles: ValuesFiles): ChartBuild {
  const path = mountPath({ kind: 'chart', ...chart });
  return buildOnce(files, path, ['repository', valuesFiles], (own, draft) => build(own, chart, valuesFiles, draft));
}

function build(files: Files, asked: RepositoryChart, valuesFiles: ValuesFiles, draft: Draft): Chart {
  explained('invalid chart reference', () => checkName(asked.name));
  const { file, chart } = explained('chart pull error', () => fetchArchive(files, asked));
  draft.inputs.take('chart', file.path, file.id);
  describe(draft, chart);
  if (keepsValues(valuesFiles)) return chart;
  draft.inputs.takeOption('values', JSON.stringify(valuesFiles));
  return explained('values files merge error', () => {
    const mergedFrom: ChartFile[] = [];
    const find = (path: string): ChartFile | GoMap | undefined => {
      const clean = normalizePath(path);
      const isOwn = clean === OWN_VALUES;
      const found = isOwn ? chart.valuesFile : chart.files.find((each) => each.path === clean);
      if (found !== undefined) mergedFrom.push({ ...found, path: `${draft.path}/${found.path}` });
      return isOwn ? chart.values : found;
    };
    const values = explained('failed to merge chart values', () =>
      mergeValuesFiles(valuesFiles, find, (path) => `no values file found at path '${path}'`),
    );
    return withOwnValues(chart, values, mergedFrom);
  });
}

function checkName(name: string): void {
  if (name === '') throw new HelmError('no name set for remote chart reference');
  if (NAME.test(name)) return;
  throw new HelmError(
    `invalid chart name '${name}': a valid name must be lower case letters and numbers and MAY be separated with dashes (-), slashes (/) or periods (.)`,
  );
}

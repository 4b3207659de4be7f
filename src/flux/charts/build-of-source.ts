import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import type { GoMap } from '../../gotemplate/value/value.ts';
import type { Chart, ChartFile } from '../../helm/chart/chart.ts';
import { explained, HelmError } from '../../helm/chart/helm-error.ts';
import { type Metadata, NO_METADATA } from '../../helm/chart/metadata.ts';
import { checkMetadata } from '../../helm/load/check-metadata.ts';
import { readMetadata } from '../../helm/load/read-metadata.ts';
import type { Files, Found } from '../../tree/files/files.ts';
import { type Artifact, pathIn } from '../artifact/artifact.ts';
import { addDependencies } from './add-dependencies.ts';
import { buildOnce, type ChartBuild, type Draft, describe } from './chart-build.ts';
import type { ChartInputs } from './chart-inputs.ts';
import { loadArchive } from './load-archive.ts';
import { loadDirectory } from './load-directory.ts';
import { keepsValues, mergeValuesFiles, type ValuesFiles, withOwnValues } from './values-files.ts';

/**
 * Builds a chart of the files of a source, as source-controller does: a directory with its dependencies, or an archive.
 *
 * @param path of the chart in the artifact, as it is written
 * @param valuesFiles whose paths start at the root of the artifact
 * @throws Needs where an object has not been fetched yet
 * @see fluxcd/source-controller internal/helm/chart localChartBuilder.Build
 */
export function buildOfSource(artifact: Artifact, path: string, valuesFiles: ValuesFiles): ChartBuild {
  const { base, files } = artifact;
  return buildOnce(files, pathIn(artifact, path), ['source', base, path, valuesFiles], (own, draft) =>
    build({ ...artifact, files: own }, path, valuesFiles, draft),
  );
}

function build(artifact: Artifact, path: string, valuesFiles: ValuesFiles, draft: Draft): Chart {
  const loading = explained('invalid chart reference', () => findChart(artifact, path, draft));
  const values = keepsValues(valuesFiles)
    ? undefined
    : explained('values files merge error', () => mergedValues(artifact, valuesFiles, draft));
  const loaded = explained('chart package error', () => loading.load());
  const chart =
    values === undefined
      ? loaded
      : explained('values files merge error', () => withOwnValues(loaded, values.merged, values.mergedFrom));
  if (loading.isArchive) return chart;
  const whole = explained('dependency build error', () => addDependencies(artifact, path, chart, draft));
  explained('chart package error: failed to package chart', () => checkSchemas(whole));
  return whole;
}

/** @throws HelmError where the path leads to no chart */
function findChart(
  { files }: Artifact,
  path: string,
  draft: Draft,
): { readonly load: () => Chart; readonly isArchive: boolean } {
  if (path === '') throw new HelmError('no path set for local chart reference');
  if (path.startsWith('/')) throw new HelmError('local chart reference path is expected to be relative');
  const shown = pathIn({ base: '' }, path);
  const found = files.find(draft.path);
  if (found.kind === 'file') {
    draft.inputs.take('chart', found.path, found.id);
    const chart = loadArchive(files, found);
    describe(draft, chart);
    return { load: () => chart, isArchive: true };
  }
  if (found.kind !== 'directory') {
    draft.inputs.take('chart', draft.path, 'absent');
    throw new HelmError(`stat ${shown}: no such file or directory`);
  }
  describe(draft, { metadata: chartMetadata(files, found, shown, draft.inputs) });
  const load = () =>
    explained(`failed to load chart from /${shown}`, () => loadDirectory(files, found, draft.inputs, 'chart'));
  return { load, isArchive: false };
}

/**
 * Reads what source-controller reads of a directory before it loads the chart, whatever `.helmignore` says.
 *
 * @param shown the directory as messages name it
 * @throws HelmError where there is no chart
 * @see fluxcd/source-controller internal/helm/chart LoadChartMetadataFromDir
 */
function chartMetadata(
  files: Files,
  directory: Extract<Found, { kind: 'directory' }>,
  shown: string,
  inputs: ChartInputs,
): Metadata {
  const textOf = (name: string): string | undefined => {
    const found = files.find(directory.path === '' ? name : `${directory.path}/${name}`);
    if (found.kind !== 'file') return undefined;
    inputs.take(`metadata ${name}`, found.path, found.id);
    const blob = files.read(found);
    return blob.kind === 'bytes' ? decodeBytes(blob.bytes) : undefined;
  };
  const definition = textOf('Chart.yaml');
  if (definition === undefined) {
    throw new HelmError(`open ${shown === '' ? '' : `${shown}/`}Chart.yaml: no such file or directory`);
  }
  const own = explained("cannot load 'Chart.yaml'", () => readMetadata(definition, NO_METADATA));
  const named = { ...own, apiVersion: own.apiVersion || 'v1' };
  const requirements = textOf('requirements.yaml');
  if (requirements === undefined) return checkMetadata(named);
  return checkMetadata(explained("cannot load 'requirements.yaml'", () => readMetadata(requirements, named)));
}

function mergedValues(
  artifact: Artifact,
  valuesFiles: ValuesFiles,
  draft: Draft,
): { readonly merged: GoMap; readonly mergedFrom: readonly ChartFile[] } {
  const { files } = artifact;
  const mergedFrom: ChartFile[] = [];
  const find = (path: string): ChartFile | undefined => {
    const found = files.find(pathIn(artifact, path));
    draft.inputs.take('values', found.path, found.kind === 'file' ? found.id : 'absent');
    const blob = found.kind === 'file' ? files.read(found) : undefined;
    if (blob?.kind !== 'bytes') return undefined;
    mergedFrom.push({ path: found.path, bytes: blob.bytes });
    return { path, bytes: blob.bytes };
  };
  const merged = mergeValuesFiles(valuesFiles, find, (path) => {
    return `no values file found at path '/${pathIn({ base: '' }, path)}' (reference '${path}')`;
  });
  return { merged, mergedFrom };
}

/** What Helm packs must have schemas that are JSON. @see helm/helm pkg/chart/v2/util Save */
function checkSchemas({ schema, dependencies }: Chart): void {
  if (schema !== undefined && !isJson(decodeBytes(schema))) throw new HelmError('invalid JSON in values.schema.json');
  for (const each of dependencies) checkSchemas(each);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

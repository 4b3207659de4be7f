import { meetsConstraint } from '../../gotemplate/functions/semver/constraint.ts';
import { compareText } from '../../gotemplate/value/compare-text.ts';
import { GoError } from '../../gotemplate/value/go-error.ts';
import type { Chart } from '../../helm/chart/chart.ts';
import { explained, HelmError } from '../../helm/chart/helm-error.ts';
import type { Dependency } from '../../helm/chart/metadata.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { type Artifact, pathIn } from '../artifact/artifact.ts';
import type { Draft } from './chart-build.ts';
import { fetchArchive } from './fetch-archive.ts';
import { loadArchive } from './load-archive.ts';
import { loadDirectory } from './load-directory.ts';

/** A chart that is put into another one. */
interface Added {
  readonly name: string;
  readonly chart: Chart;
  /** Where it stands among all files. */
  readonly at: string;
}

/**
 * Puts those dependencies into a chart of a directory that its `charts/` lacks: charts beside it, and those of repositories.
 * What such a chart lacks itself stays away.
 *
 * @param path of the chart in the artifact
 * @throws HelmError where source-controller refuses one; NotHad where one is not to be had; Needs
 * @see fluxcd/source-controller internal/helm/chart DependencyManager.Build
 */
export function addDependencies(artifact: Artifact, path: string, chart: Chart, draft: Draft): Chart {
  const missing = missingDependencies(chart);
  if (missing.size === 0) return chart;
  const added = mapAll(missing, ([name, dependency]): Added => {
    const found = isBeside(dependency)
      ? explained(`failed to add local dependency '${name}'`, () => besides(artifact, path, dependency, draft))
      : explained(`failed to add remote dependency '${name}'`, () => fetched(artifact.files, dependency, draft));
    const { metadata } = found.chart;
    const alias = dependency.alias === '' ? {} : { metadata: { ...metadata, name: dependency.alias } };
    return { ...found, name, chart: { ...found.chart, ...alias } };
  });
  for (const each of added) draft.added.set(`charts/${each.chart.metadata.name}`, each.at);
  const dependencies = [...chart.dependencies, ...added.map((each) => each.chart)];
  return { ...chart, dependencies: dependencies.toSorted((a, b) => compareText(a.metadata.name, b.metadata.name)) };
}

/**
 * Those that a chart pins, or else names, and does not hold, by their aliases or names. Where it holds as many charts as
 * that are, it lacks none, whichever they are.
 */
function missingDependencies({ metadata, lock, dependencies }: Chart): ReadonlyMap<string, Dependency> {
  const wanted = lock ?? metadata.dependencies ?? [];
  if (wanted.length === dependencies.length) return new Map();
  const held = new Set(dependencies.map((each) => each.metadata.name));
  const named = wanted.map((each) => [each.alias || each.name, each] as const);
  return new Map(named.filter(([name]) => !held.has(name)));
}

function isBeside({ repository }: Dependency): boolean {
  return repository === '' || repository.startsWith('file://');
}

function besides(artifact: Artifact, path: string, dependency: Dependency, draft: Draft): Omit<Added, 'name'> {
  const { files } = artifact;
  const { name, version, repository } = dependency;
  const at = pathIn(artifact, `${path}/${repository === '' ? `charts/${name}` : pathOfUrl(repository)}`);
  const shown = `/${artifact.base === '' ? at : at.slice(artifact.base.length + 1)}`;
  const found = files.find(at);
  if (found.kind !== 'file' && found.kind !== 'directory') {
    draft.inputs.take(`dependency ${name}`, at, 'absent');
    throw new HelmError(`no chart found at '${shown}' (reference '${repository}')`);
  }
  const chart = explained(`failed to load chart from '${shown}' (reference '${repository}')`, () => {
    if (found.kind === 'directory') return loadDirectory(files, found, draft.inputs, `dependency ${name}`);
    draft.inputs.take(`dependency ${name}`, at, found.id);
    return loadArchive(files, found);
  });
  if (meets(version, chart.metadata.version)) return { chart, at };
  throw new HelmError(`can't get a valid version for constraint '${version}'`);
}

/** Go takes the first segment for a host, and what is behind `?` or `#` for no part of the path. */
function pathOfUrl(url: string): string {
  const path = url.slice('file://'.length).replace(/[?#].*$/s, '');
  try {
    return decodeURIComponent(path);
  } catch {
    throw new HelmError(`failed to parse alleged local chart reference: ${url}`);
  }
}

function meets(constraint: string, version: string): boolean {
  try {
    return meetsConstraint(constraint, version);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    throw new HelmError(`invalid version/constraint format '${constraint}': ${error.message}`);
  }
}

function fetched(files: Files, { name, version, repository }: Dependency, draft: Draft): Omit<Added, 'name'> {
  checkRepository(repository);
  const { file, chart } = fetchArchive(files, { url: repository, name, version });
  draft.inputs.take(`dependency ${name}`, file.path, file.id);
  return { chart, at: file.path };
}

/** @see fluxcd/source-controller internal/helm/repository NormalizeURL, ValidateDepURL */
function checkRepository(url: string): void {
  if (/^(oci|https?:\/\/)/.test(url)) return;
  const what = url.startsWith('@')
    ? 'aliased repository dependency is not supported'
    : 'invalid dependency repository URL';
  throw new HelmError(`${what}: ${url}`);
}

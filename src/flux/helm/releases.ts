import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import type { ChartBuild } from '../charts/chart-build.ts';
import { type ArtifactOf, buildChart } from './build-chart.ts';
import { type Chart, chartOf, type FindObject } from './chart.ts';
import { isHelmRelease } from './helm-release.ts';
import { type MergedValues, mergedValues, type ValuesProblem } from './merged-values.ts';
import { type OpenedChart, openedChart } from './open-chart.ts';
import type { Unrendered } from './unrendered.ts';

/** A HelmRelease and all of its inputs: what it is compared by where its chart is not rendered. */
export interface Release {
  readonly resource: Resource;
  /** Absent where it names none. */
  readonly chart: Chart | undefined;
  /** What its chart is made of, where that is a path in a source of files that is at hand. */
  readonly local: ChartBuild | undefined;
  readonly values: MergedValues;
  /** What keeps it from being installed as it stands. */
  readonly problems: readonly ValuesProblem[];
  /** Why it is compared by its inputs alone; absent where what its chart makes is a root of its cluster. */
  readonly unrendered?: Unrendered | undefined;
}

/** A release, and the chart that it installs. */
type ReleaseAndChart = readonly [release: Release, chart: OpenedChart];

/**
 * Reads the releases of a cluster by their inputs, chart, version, source and values, and opens their charts.
 *
 * @param resources all of the cluster: values and sources are looked up in them
 * @param files the repository, and what was resolved of what it refers to
 * @param artifactOf what is in the artifact of a source
 * @throws Needs where an object has not been fetched yet
 */
export function releasesIn(
  resources: readonly Resource[],
  files: Files,
  artifactOf: ArtifactOf,
): readonly ReleaseAndChart[] {
  const releases = resources.filter(isHelmRelease);
  if (releases.length === 0) return [];
  const index = new Map(resources.map((each) => [objectKey(each.kind, each.namespace, each.name), each]));
  const find: FindObject = (kind, namespace, name) => index.get(objectKey(kind, namespace, name));
  return mapAll(releases, (resource) => releaseOf(resource, find, files, artifactOf));
}

function releaseOf(resource: Resource, find: FindObject, files: Files, artifactOf: ArtifactOf): ReleaseAndChart {
  const values = mergedValues(resource.node, ({ kind, name }) => find(kind, resource.namespace, name));
  const chart = chartOf(resource, find);
  const node = nodeAt(resource.node, 'spec', 'chart') ?? resource.node;
  if (chart === undefined) {
    return [{ resource, chart, local: undefined, values, problems: values.problems }, withoutChart(resource)];
  }
  const built = buildChart(files, chart, artifactOf);
  const opened = openedChart(built, chart);
  const isNone = opened.kind === 'unrendered' && (opened.because === 'refused' || opened.because === 'gone');
  const problems = isNone ? [...values.problems, { message: opened.reason, node }] : values.problems;
  const local = chart.isPath && built.kind === 'build' ? built.build : undefined;
  return [{ resource, chart, local, values, problems }, opened];
}

function withoutChart({ trail: { origin } }: Resource): Unrendered {
  const { path, line } = origin;
  return { kind: 'unrendered', reason: 'it names no chart', fix: 'Set spec.chart or spec.chartRef.', path, line };
}

function objectKey(kind: string, namespace: string, name: string): string {
  return fullName({ kind, namespace: namespace || 'default', name });
}

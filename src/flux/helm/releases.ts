import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { ResourceLists } from '../../kustomize/model/search-for.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import type { ChartBuild } from '../charts/chart-build.ts';
import { type ArtifactOf, buildChart } from './build-chart.ts';
import { type Chart, chartOf, type FindObject } from './chart.ts';
import { helmReleasesIn } from './helm-release.ts';
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
  /** Of one that is not as the merge says: what applies it applies nothing, or nothing holds it any more. */
  readonly kept?: 'held' | 'left';
}

/** A release, and the chart that it installs. */
type ReleaseAndChart = readonly [release: Release, chart: OpenedChart];

/**
 * Reads the releases of a cluster by their inputs, chart, version, source and values, and opens their charts.
 *
 * @param lists all of the cluster: values and sources are looked up in them
 * @param files the repository, and what was resolved of what it refers to
 * @param artifactOf what is in the artifact of a source
 * @throws Needs where an object has not been fetched yet
 */
export function releasesIn(lists: ResourceLists, files: Files, artifactOf: ArtifactOf): readonly ReleaseAndChart[] {
  const find = finderIn(lists);
  return mapAll(helmReleasesIn(lists), (resource) => releaseOf(resource, find, files, artifactOf));
}

/** Of two objects of one name the last one is found. Most releases ask for the same few. */
function finderIn(lists: ResourceLists): FindObject {
  const last = lists.toReversed();
  const known = new Map<string, Resource | undefined>();
  return (kind, namespace, name) => {
    const key = objectKey(kind, namespace, name);
    if (known.has(key)) return known.get(key);
    const found = last
      .map(byName)
      .find((each) => each.has(key))
      ?.get(key);
    known.set(key, found);
    return found;
  };
}

const byName = onceEach(
  (list: readonly Resource[]) => new Map(list.map((each) => [objectKey(each.kind, each.namespace, each.name), each])),
);

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

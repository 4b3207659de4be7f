import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import { type Chart, chartOf, type FindObject } from './chart.ts';
import { isHelmRelease } from './helm-release.ts';
import { type Artifact, type LocalChart, localChart } from './local-chart.ts';
import { type MergedValues, mergedValues, type ValuesProblem } from './merged-values.ts';

/** A HelmRelease and all of its inputs: what it is compared by where its chart is not rendered. */
export interface Release {
  readonly resource: Resource;
  /** Absent where it names none. */
  readonly chart: Chart | undefined;
  /** Its chart's files, where they are at hand. */
  readonly local: LocalChart | undefined;
  readonly values: MergedValues;
  /** What keeps it from being installed as it stands. */
  readonly problems: readonly ValuesProblem[];
  /** Why it is compared by its inputs alone; absent where what its chart makes is a root of its cluster. */
  readonly unrendered?: Unrendered | undefined;
}

/** Why nothing is known of what a release makes, at the line that decides it. */
export interface Unrendered {
  readonly kind: 'unrendered';
  /** One sentence without a full stop, about the release. */
  readonly reason: string;
  readonly fix: string;
  readonly path: string;
  readonly line: number | undefined;
  /** Whether the place where its chart should be was asked, and has none such. */
  readonly isGone?: true;
}

/**
 * Reads the releases of a cluster by their inputs: chart, version, source and values.
 *
 * @param resources all of the cluster: values and sources are looked up in them
 * @param artifactOf what is in the artifact of a source; `undefined` where that is not at hand
 * @throws Needs where an object has not been fetched yet
 */
export function releasesIn(
  resources: readonly Resource[],
  artifactOf: (source: SourceRef) => Artifact | undefined,
): readonly Release[] {
  const releases = resources.filter(isHelmRelease);
  if (releases.length === 0) return [];
  const index = new Map(resources.map((each) => [objectKey(each.kind, each.namespace, each.name), each]));
  const find: FindObject = (kind, namespace, name) => index.get(objectKey(kind, namespace, name));
  return mapAll(releases, (resource) => releaseOf(resource, find, artifactOf));
}

function releaseOf(
  resource: Resource,
  find: FindObject,
  artifactOf: (source: SourceRef) => Artifact | undefined,
): Release {
  const chart = chartOf(resource, find);
  const artifact = chart?.isPath === true ? artifactOf(chart.source) : undefined;
  const local = chart && artifact && localChart(artifact, chart);
  const values = mergedValues(resource.node, ({ kind, name }) => find(kind, resource.namespace, name));
  const node = nodeAt(resource.node, 'spec', 'chart') ?? resource.node;
  const chartProblems = local?.problems.map((message) => ({ message, node })) ?? [];
  return { resource, chart, local, values, problems: [...values.problems, ...chartProblems] };
}

function objectKey(kind: string, namespace: string, name: string): string {
  return fullName({ kind, namespace: namespace || 'default', name });
}

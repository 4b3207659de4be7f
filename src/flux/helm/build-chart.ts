import type { ChartRevision } from '../../helm/release/chart-revision.ts';
import { objectTitle } from '../../kubernetes/facts/object-ref.ts';
import type { Files } from '../../tree/files/files.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { OpenedArtifact } from '../artifact/open-filter.ts';
import { buildOfArtifact } from '../charts/build-of-artifact.ts';
import { buildOfRepository } from '../charts/build-of-repository.ts';
import { buildOfSource } from '../charts/build-of-source.ts';
import type { ChartBuild } from '../charts/chart-build.ts';
import { keepsValues } from '../charts/values-files.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import { type Unfetched, whyHidden, whyInsecure, whySuspended } from '../objects/source-elsewhere.ts';
import type { Chart } from './chart.ts';
import { refused, type Unrendered, unrendered, unrenderedWithoutSource } from './unrendered.ts';

/** What a source gives. */
export type ArtifactOf = (source: SourceRef) => OpenedArtifact;

/** A chart as source-controller makes it, and what helm-controller adds to its version. */
interface BuiltChart {
  readonly kind: 'build';
  readonly build: ChartBuild;
  readonly revision: ChartRevision;
}

/** What of a HelmChart decides what it gives. */
const SPEC_FIELDS = ['chart', 'version', 'sourceRef', 'valuesFile', 'valuesFiles'];
const SOURCES_OF_FILES: ReadonlySet<string> = new Set(['GitRepository', 'Bucket']);

/**
 * Makes the chart that a release asks for, as source-controller does.
 *
 * @param files the repository, and what was resolved of what it refers to
 * @param artifactOf what is in the artifact of a source
 * @throws Needs where something has not been resolved or fetched yet
 * @see fluxcd/source-controller internal/controller HelmChartReconciler.reconcileSource
 */
export function buildChart(files: Files, chart: Chart, artifactOf: ArtifactOf): BuiltChart | Unrendered {
  return chart.by.path === 'spec.chartRef' ? ofReference(chart, artifactOf) : ofSpec(files, chart, artifactOf);
}

/** @see fluxcd/helm-controller internal/controller HelmReleaseReconciler.getSource */
function ofReference(chart: Chart, artifactOf: ArtifactOf): BuiltChart | Unrendered {
  const { by, source } = chart;
  const hidden = whyHidden(by.object, 'spec', ['chartRef']);
  if (hidden !== undefined) return asUnrendered(hidden);
  const made = source.kind === 'ExternalArtifact' ? artifactOf(source) : undefined;
  const isMade = made !== undefined && made.kind !== 'unknown';
  if (source.object === undefined && !isMade) return unrenderedWithoutSource(chart);
  if (source.kind !== 'OCIRepository' && !isMade) {
    const reason = `comes from ${objectTitle(source)}, which another controller makes in the cluster`;
    return unrendered(chart, reason, 'Take it from an OCIRepository or a HelmChart to have it rendered.');
  }
  const artifact = openedOf(chart, artifactOf);
  if (artifact.kind !== 'opened') return artifact;
  const build = buildOfArtifact(artifact);
  return { kind: 'build', build, revision: { kind: 'artifact', revision: artifact.revision } };
}

function ofSpec(files: Files, chart: Chart, artifactOf: ArtifactOf): BuiltChart | Unrendered {
  const { by, source, valuesFiles, name, version } = chart;
  const why = whyHidden(by.object, by.path, SPEC_FIELDS) ?? (by.path === 'spec' ? whySuspended(by.object) : undefined);
  if (why !== undefined) return asUnrendered(why);
  // Each spec of a HelmChart has a number, which only the cluster knows.
  const generation = keepsValues(valuesFiles) ? undefined : { number: undefined };
  if (source.kind === 'HelmRepository') {
    const url = repositoryOf(chart);
    if (typeof url !== 'string') return url;
    const build = buildOfRepository(files, { url, name, version }, valuesFiles);
    return { kind: 'build', build, revision: generation ? { kind: 'built', generation } : { kind: 'package' } };
  }
  if (!SOURCES_OF_FILES.has(source.kind)) {
    const kinds = '[HelmRepository GitRepository Bucket]';
    return refused(chart, `failed to get source: unsupported source kind '${source.kind}', must be one of: ${kinds}`);
  }
  const artifact = openedOf(chart, artifactOf);
  if (artifact.kind !== 'opened') return artifact;
  const revision = chart.reconcileStrategy === 'Revision' ? { text: artifact.revision } : undefined;
  return {
    kind: 'build',
    build: buildOfSource(artifact, name, valuesFiles),
    revision: { kind: 'built', ...(revision && { revision }), ...(generation && { generation }) },
  };
}

function openedOf(chart: Chart, artifactOf: ArtifactOf): Extract<OpenedArtifact, { kind: 'opened' }> | Unrendered {
  const artifact = artifactOf(chart.source);
  if (artifact.kind === 'opened') return artifact;
  if (artifact.kind === 'unknown') return unrenderedWithoutSource(chart);
  if (artifact.kind === 'gone') return { ...asUnrendered(artifact.why), because: 'gone' };
  if (artifact.unfetched !== undefined) return asUnrendered(artifact.unfetched);
  const why = unrendered(chart, `comes from ${objectTitle(chart.source)}, which is not fetched`, 'Have it fetched.');
  return artifact.isOff === true ? { ...why, because: 'off' } : why;
}

/**
 * @returns the address of the repository that has the chart
 * @see fluxcd/source-controller internal/controller HelmChartReconciler.buildFromHelmRepository
 */
function repositoryOf(chart: Chart): string | Unrendered {
  const { object } = chart.source;
  if (object === undefined) return unrenderedWithoutSource(chart);
  const url = textAt(object.node, 'spec', 'url').trim();
  const isRegistry = textAt(object.node, 'spec', 'type') === 'oci';
  // A suspended registry is asked all the same: nothing of it is kept in the cluster.
  const why = whyHidden(object, 'spec', ['url', 'type']) ?? (isRegistry ? whyInsecure : whySuspended)(object);
  if (why !== undefined) return asUnrendered(why);
  if (url.startsWith('oci://') === isRegistry) return url;
  if (isRegistry) return refused(chart, `invalid OCI registry URL: ${url}`);
  return refused(chart, `${objectTitle(object)} has the address of a registry, ${url}, and no spec.type: oci`);
}

function asUnrendered(why: Unfetched): Unrendered {
  return { kind: 'unrendered', ...why };
}

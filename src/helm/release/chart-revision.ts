import { compareVersions, parseVersion, showVersion } from '../../gotemplate/functions/semver/parse-version.ts';
import type { Chart } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';

/**
 * What a chart's version carries behind a `+`: nothing of a package in a repository of charts; a part of its digest of
 * an OCIRepository's or ExternalArtifact's; a part of the source's revision, and the generation of the HelmChart, of one
 * that source-controller builds. `undefined` is what is not known.
 */
export type ChartRevision =
  | { readonly kind: 'package' }
  | { readonly kind: 'artifact'; readonly revision: string | undefined }
  | {
      readonly kind: 'built';
      /** Of the source, where each of its revisions is a new version: `main@sha1:0123…`. */
      readonly revision?: { readonly text: string | undefined };
      /** Where files of values replace those of the chart. */
      readonly generation?: { readonly number: number | undefined };
    };

/** Stands for what only the cluster knows; it is the same before and after. */
const UNKNOWN = 'unknown';
const SHOWN = 12;

/**
 * @returns the chart with the version that helm-controller renders it with
 * @throws HelmError where it has none, or another one than its artifact
 * @see fluxcd/helm-controller internal/controller HelmReleaseReconciler.mutateChartWithSourceRevision
 * @see fluxcd/source-controller internal/controller HelmChartReconciler.buildFromTarballArtifact
 */
export function withRevision(chart: Chart, revision: ChartRevision): Chart {
  if (revision.kind === 'package') return chart;
  const version = chart.metadata.version;
  const metadata = revision.kind === 'artifact' ? digestIn(revision.revision, version) : builtMetadata(revision);
  if (metadata === '') return chart;
  const parsed = parseVersion(version);
  if (typeof parsed === 'string') throw new HelmError(`invalid chart version ${version}`);
  return { ...chart, metadata: { ...chart.metadata, version: showVersion({ ...parsed, metadata }) } };
}

/** A revision is `1.2.3@sha256:…`, whose version must be the chart's, or `sha256:…`, or `latest@sha256:…`. */
function digestIn(revision: string | undefined, version: string): string {
  if (revision === undefined) return UNKNOWN;
  const [tag = '', digest, ...more] = revision.split('@');
  const tagged = parseVersion(digest === undefined ? tag : tag.replaceAll('_', '+'));
  if (typeof tagged === 'string') return shortDigest(revision);
  const own = parseVersion(version);
  if (typeof own === 'string') throw new HelmError(`invalid chart version ${version}`);
  if (compareVersions(tagged, own) !== 0 || digest === undefined || more.length > 0) {
    throw new HelmError(`artifact revision ${tag} does not match chart version ${version}`);
  }
  return shortDigest(digest);
}

function shortDigest(revision: string): string {
  const parts = revision.split(':');
  const [, digest = ''] = parts;
  if (parts.length !== 2 || digest.length < SHOWN) throw new HelmError(`invalid artifact revision ${revision}`);
  return digest.slice(0, SHOWN);
}

function builtMetadata({ revision, generation }: Extract<ChartRevision, { kind: 'built' }>): string {
  const hash = revision?.text?.replace(/^.*[:/@]/, '');
  return [
    ...(revision === undefined ? [] : [hash?.slice(0, SHOWN) ?? UNKNOWN]),
    ...(generation === undefined ? [] : [generation.number?.toString() ?? UNKNOWN]),
  ].join('.');
}

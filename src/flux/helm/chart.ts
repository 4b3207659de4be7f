import type { Resource } from '../../kustomize/model/resource.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import type { ValuesFiles } from '../charts/values-files.ts';
import { chartName, isFloating, ociVersion } from './chart-version.ts';

/** The object that a chart is taken from. */
interface ChartSource {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Where it is; empty where its source is not in the cluster's inventory, or names none. */
  readonly url: string;
  /** Absent where it is not in the cluster's inventory. */
  readonly object: Resource | undefined;
}

/** What a release installs, as its HelmRelease asks for it. */
export interface Chart {
  /** What says so: the HelmRelease, or the HelmChart that it names; and where in it. */
  readonly by: { readonly object: Resource; readonly path: 'spec' | 'spec.chart.spec' | 'spec.chartRef' };
  /** Its name in a repository of charts; its path in a source of files. */
  readonly name: string;
  /** Whether that is what the chart calls itself; what an artifact is called in the cluster is not. */
  readonly isNamed: boolean;
  /** As written; empty where the source's revision decides, or the newest one is taken. */
  readonly version: string;
  /** Whether a release can get another version without any change in Git. */
  readonly floats: boolean;
  readonly source: ChartSource;
  /** Whether its content is a path in a source of files rather than a package in a repository of charts. */
  readonly isPath: boolean;
  /** From the root of a source of files, or of the chart in its archive. */
  readonly valuesFiles: ValuesFiles;
  /** Whether only a new version of the chart is rolled out, or every new revision of the source. */
  readonly reconcileStrategy: 'ChartVersion' | 'Revision';
}

/** Finds an object of the cluster. */
export type FindObject = (kind: string, namespace: string, name: string) => Resource | undefined;

/**
 * Reads what a HelmRelease installs, of any version of its API: a template of a HelmChart, or a reference to one, to an
 * OCIRepository or to an ExternalArtifact.
 *
 * @returns `undefined` where it names no chart
 * @see fluxcd/helm-controller api/v2 HelmReleaseSpec; fluxcd/source-controller api/v1 HelmChartSpec
 */
export function chartOf(release: Resource, find: FindObject): Chart | undefined {
  const namespace = release.namespace || 'default';
  const template = nodeAt(release.node, 'spec', 'chart', 'spec');
  if (template !== undefined) return chartOfSpec(template, { object: release, path: 'spec.chart.spec' }, find);
  const reference = nodeAt(release.node, 'spec', 'chartRef');
  if (reference === undefined) return undefined;
  const kind = textAt(reference, 'kind');
  const name = textAt(reference, 'name');
  const home = textAt(reference, 'namespace') || namespace;
  const referred = find(kind, home, name);
  if (kind === 'HelmChart' && referred !== undefined) {
    return chartOfSpec(nodeAt(referred.node, 'spec') ?? referred.node, { object: referred, path: 'spec' }, find);
  }
  const source = { kind, namespace: home, name, object: referred, url: urlOf(referred) };
  return chartOfArtifact({ object: release, path: 'spec.chartRef' }, source);
}

/** @returns all that a release asks for, as a text that is the same only where that is */
export function askedOf({ by: _by, source: { object: _object, ...source }, ...asked }: Chart): string {
  return JSON.stringify([source, asked]);
}

function chartOfSpec(spec: Node, by: Chart['by'], find: FindObject): Chart {
  const namespace = by.object.namespace || 'default';
  const kind = textAt(spec, 'sourceRef', 'kind');
  const name = textAt(spec, 'sourceRef', 'name');
  const home = textAt(spec, 'sourceRef', 'namespace') || namespace;
  const isPath = kind !== 'HelmRepository';
  const version = isPath ? '' : textAt(spec, 'version');
  const first = textAt(spec, 'valuesFile');
  const source = find(kind, home, name);
  return {
    by,
    name: textAt(spec, 'chart'),
    isNamed: !isPath,
    version,
    floats: !isPath && isFloating(version),
    source: { kind, namespace: home, name, object: source, url: urlOf(source) },
    isPath,
    valuesFiles: {
      paths: [...(first === '' ? [] : [first]), ...textsAt(spec, 'valuesFiles')],
      ignoresMissing: textAt(spec, 'ignoreMissingValuesFiles') === 'true',
    },
    reconcileStrategy: textAt(spec, 'reconcileStrategy') === 'Revision' ? 'Revision' : 'ChartVersion',
  };
}

/** An OCIRepository is one chart; of any other artifact only the name is known. */
function chartOfArtifact(by: Chart['by'], source: ChartSource): Chart {
  const { object, kind, url } = source;
  const version = ociVersion(object?.node);
  return {
    by,
    name: url === '' ? source.name : chartName(url),
    isNamed: url !== '',
    version,
    floats: kind === 'OCIRepository' && object !== undefined && isFloating(version),
    source,
    isPath: false,
    valuesFiles: { paths: [], ignoresMissing: false },
    reconcileStrategy: 'Revision',
  };
}

function urlOf(source: Resource | undefined): string {
  return textAt(source?.node, 'spec', 'url') || textAt(source?.node, 'spec', 'bucketName');
}

function textsAt(node: Node, key: string): readonly string[] {
  return itemsAt(node, key).map((item) => textAt(item));
}

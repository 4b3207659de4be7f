import type { Resource } from '../../kustomize/model/resource.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { chartName, isFloating, ociVersion } from './chart-version.ts';

/** The object that a chart is taken from. */
interface ChartSource {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Where it is; empty where its source is not in the cluster's inventory, or names none. */
  readonly url: string;
}

/** What a release installs, as its HelmRelease asks for it. */
export interface Chart {
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
  /** Files of values, from the root of the source, which replace those that the chart brings. */
  readonly valuesFiles: readonly string[];
  readonly ignoresMissingValuesFiles: boolean;
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
  if (template !== undefined) return chartOfSpec(template, namespace, find);
  const reference = nodeAt(release.node, 'spec', 'chartRef');
  if (reference === undefined) return undefined;
  const kind = textAt(reference, 'kind');
  const name = textAt(reference, 'name');
  const home = textAt(reference, 'namespace') || namespace;
  const referred = find(kind, home, name);
  if (kind === 'HelmChart' && referred !== undefined) {
    return chartOfSpec(nodeAt(referred.node, 'spec') ?? referred.node, home, find);
  }
  return chartOfArtifact(referred, { kind, namespace: home, name });
}

function chartOfSpec(spec: Node, namespace: string, find: FindObject): Chart {
  const kind = textAt(spec, 'sourceRef', 'kind');
  const name = textAt(spec, 'sourceRef', 'name');
  const home = textAt(spec, 'sourceRef', 'namespace') || namespace;
  const isPath = kind !== 'HelmRepository';
  const version = isPath ? '' : textAt(spec, 'version');
  const first = textAt(spec, 'valuesFile');
  return {
    name: textAt(spec, 'chart'),
    isNamed: !isPath,
    version,
    floats: !isPath && isFloating(version),
    source: { kind, namespace: home, name, url: urlOf(find(kind, home, name)) },
    isPath,
    valuesFiles: [...(first === '' ? [] : [first]), ...textsAt(spec, 'valuesFiles')],
    ignoresMissingValuesFiles: textAt(spec, 'ignoreMissingValuesFiles') === 'true',
    reconcileStrategy: textAt(spec, 'reconcileStrategy') === 'Revision' ? 'Revision' : 'ChartVersion',
  };
}

/** An OCIRepository is one chart; of any other artifact only the name is known. */
function chartOfArtifact(artifact: Resource | undefined, named: Omit<ChartSource, 'url'>): Chart {
  const url = urlOf(artifact);
  const version = ociVersion(artifact?.node);
  return {
    name: url === '' ? named.name : chartName(url),
    isNamed: url !== '',
    version,
    floats: named.kind === 'OCIRepository' && artifact !== undefined && isFloating(version),
    source: { ...named, url },
    isPath: false,
    valuesFiles: [],
    ignoresMissingValuesFiles: false,
    reconcileStrategy: 'Revision',
  };
}

function urlOf(source: Resource | undefined): string {
  return textAt(source?.node, 'spec', 'url') || textAt(source?.node, 'spec', 'bucketName');
}

function textsAt(node: Node, key: string): readonly string[] {
  return itemsAt(node, key).map((item) => textAt(item));
}

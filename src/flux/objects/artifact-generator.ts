import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import type { SourceRef } from './flux-kustomization.ts';

/** A source that artifacts are made of. */
export interface GeneratorSource extends SourceRef {
  readonly alias: string;
  readonly node: Node;
}

/** One step by which an artifact is put together. @see fluxcd/source-watcher api/v1beta1 CopyOperation */
export interface Copy {
  /** `@alias/path`, or with a pattern in place of the path. */
  readonly from: string;
  /** `@artifact/path` */
  readonly to: string;
  readonly exclude: readonly string[];
  /** `Overwrite`, also where it is empty; `Merge`, `Extract`. */
  readonly strategy: string;
}

/** An artifact that is asked for, by what its ExternalArtifact is called. */
export interface OutputArtifact {
  readonly name: string;
  /** `@alias` of the source whose revision is its own; empty: it has the digest of its content. */
  readonly revision: string;
  readonly copies: readonly Copy[];
  /** Those that the generator gives it, without what tells whose it is. */
  readonly labels: ReadonlyMap<string, string>;
  readonly node: Node;
}

/** What an ArtifactGenerator asks for. @see fluxcd/source-watcher api/v1beta1 ArtifactGeneratorSpec */
export interface ArtifactGenerator {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly sources: readonly GeneratorSource[];
  /** `@alias/apps/{app}`: artifacts are asked for once for each directory that it matches; empty: once. */
  readonly pathPattern: string;
  readonly artifacts: readonly OutputArtifact[];
}

const GROUP = 'source.extensions.fluxcd.io';

/** What stops the controller from looking at one. */
const RECONCILE = `${GROUP}/reconcile`;

export function isArtifactGenerator({ gvk }: Resource): boolean {
  return gvk.group === GROUP && gvk.kind === 'ArtifactGenerator';
}

/** @param resource an object for which {@link isArtifactGenerator} holds */
export function readArtifactGenerator(resource: Resource): ArtifactGenerator {
  const { node, name } = resource;
  const namespace = resource.namespace || 'default';
  const common = nodeAt(node, 'spec', 'commonMetadata', 'labels');
  const labels =
    common instanceof Mapping ? [...common.entries].map(([key, value]) => [key, textAt(value)] as const) : [];
  return {
    resource,
    namespace,
    name,
    sources: itemsAt(node, 'spec', 'sources').map((source) => ({
      alias: textAt(source, 'alias'),
      kind: textAt(source, 'kind'),
      namespace: textAt(source, 'namespace') || namespace,
      name: textAt(source, 'name'),
      node: source,
    })),
    pathPattern: textAt(node, 'spec', 'pathPattern'),
    artifacts: itemsAt(node, 'spec', 'artifacts').map((artifact) => ({
      name: textAt(artifact, 'name'),
      revision: textAt(artifact, 'revision'),
      copies: itemsAt(artifact, 'copy').map((copy) => ({
        from: textAt(copy, 'from'),
        to: textAt(copy, 'to'),
        exclude: itemsAt(copy, 'exclude').map((pattern) => textAt(pattern)),
        strategy: textAt(copy, 'strategy'),
      })),
      labels: new Map(labels),
      node: artifact,
    })),
  };
}

/** @returns the annotation by which the controller leaves what it has made as it is; `undefined` where it does not */
export function pausedBy({ node }: Resource): Node | undefined {
  const paused = nodeAt(node, 'metadata', 'annotations', RECONCILE);
  return textAt(paused).toLowerCase() === 'disabled' ? paused : undefined;
}

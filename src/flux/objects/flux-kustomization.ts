import type { Resource } from '../../kustomize/model/resource.ts';
import { lineOf, Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { unknownFieldIn } from './unknown-field.ts';

/** The object that a FluxKustomization takes its files from. */
export interface SourceRef {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** What a `Kustomization` of kustomize-controller asks for, as far as it decides what a cluster runs. */
export interface FluxKustomization {
  readonly resource: Resource;
  readonly name: string;
  readonly namespace: string;
  /** `spec.path`, normalised: no leading `./`, `..` clamped to the repository; empty for all of it. */
  readonly path: string;
  /** Where `spec.path` is written. */
  readonly line: number | undefined;
  readonly sourceRef: SourceRef;
  /** Where only the cluster knows, it prunes and is not suspended: who tells of it says that it may be otherwise. */
  readonly prune: boolean;
  readonly suspend: boolean;
  readonly force: boolean;
  readonly spec: Mapping;
}

export const FLUX_KUSTOMIZATION_GROUP = 'kustomize.toolkit.fluxcd.io';

export function isFluxKustomization(resource: Resource): boolean {
  return resource.kind === 'Kustomization' && resource.gvk.group === FLUX_KUSTOMIZATION_GROUP;
}

/**
 * @param resource an object for which {@link isFluxKustomization} holds
 * @see fluxcd/kustomize-controller api/v1 KustomizationSpec
 */
export function readFluxKustomization(resource: Resource): FluxKustomization {
  const spec = mappingAt(resource.node, 'spec');
  const sourceRef = mappingAt(spec, 'sourceRef');
  const path = spec.get('path');
  return {
    resource,
    name: resource.name,
    namespace: resource.namespace || 'default',
    path: clampPath(path instanceof Scalar ? path.text : ''),
    line: lineOf(path ?? spec),
    sourceRef: {
      kind: textAt(sourceRef, 'kind'),
      name: textAt(sourceRef, 'name'),
      namespace: textAt(sourceRef, 'namespace') || resource.namespace || 'default',
    },
    prune: textAt(spec, 'prune') === 'true' || unknownFieldIn(spec, 'prune') !== undefined,
    suspend: textAt(spec, 'suspend') === 'true',
    force: textAt(spec, 'force') === 'true',
    spec,
  };
}

/** @returns `namespace/name`. */
export function nameOf(flux: FluxKustomization): string {
  return `${flux.namespace}/${flux.name}`;
}

/** A path never leaves the artifact: `..` above its root stays at the root. */
export function clampPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function mappingAt(node: Mapping, key: string): Mapping {
  const value: Node | undefined = node.get(key);
  return value instanceof Mapping ? value : new Mapping([], value?.place ?? node.place);
}

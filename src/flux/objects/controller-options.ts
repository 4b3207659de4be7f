import type { Resource } from '../../kustomize/model/resource.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';
import type { SubstituteOptions } from '../substitute/substitute.ts';

/** The release of kustomize-controller, and of Flux, from which on substitution is strict by default. */
const STRICT_SINCE = 9;

/**
 * Reads from what a cluster says of its kustomize-controller what decides a render: a gate that its arguments or patches
 * set, else the default of its version; else that of a current one.
 *
 * @param resources the objects of the cluster's entrypoint
 * @see fluxcd/kustomize-controller internal/features/features.go
 */
export function controllerOptions(resources: readonly Resource[]): SubstituteOptions {
  const gate = resources.map(gateIn).findLast((value) => value !== undefined);
  if (gate !== undefined) return { strict: gate };
  const versions = resources.map(versionIn).filter((version) => version !== undefined);
  return { strict: isStrictByDefault(versions[0] ?? '') };
}

/** @returns what an object sets the gate to: the controller itself, or a patch of it in an object of Flux. */
function gateIn({ kind, name, gvk, node }: Resource): boolean | undefined {
  const isController = kind === 'Deployment' && name === 'kustomize-controller';
  const patches = isFlux(gvk.group)
    ? (nodeAt(node, 'spec', 'kustomize', 'patches') ?? nodeAt(node, 'spec', 'patches'))
    : undefined;
  const places = isController ? nodeAt(node, 'spec', 'template', 'spec', 'containers') : patches;
  const settings = textsIn(places).flatMap((text) => [...text.matchAll(/StrictPostBuildSubstitutions=(true|false)/gi)]);
  return settings.length === 0 ? undefined : settings.at(-1)?.[1]?.toLowerCase() === 'true';
}

/** @returns a version of the controller, or of the Flux that it is part of: their minor versions go together. */
function versionIn({ kind, name, node }: Resource): string | undefined {
  if (kind === 'Deployment' && name === 'kustomize-controller') {
    const [container] = itemsAt(node, 'spec', 'template', 'spec', 'containers');
    return textAt(container, 'image').replace(/^.*:/, '');
  }
  if (kind === 'FluxInstance') return textAt(node, 'spec', 'distribution', 'version');
  const url = textAt(node, 'spec', 'url');
  const isOfFlux = /\/fluxcd\/(flux2(\.git)?|flux-manifests)$/.test(url);
  return isOfFlux ? textAt(node, 'spec', 'ref', 'tag') || textAt(node, 'spec', 'ref', 'semver') : undefined;
}

function isStrictByDefault(version: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)(?=\.|$)/.exec(version) ?? [];
  return major === undefined || (Number(major) >= 1 && Number(minor) >= STRICT_SINCE);
}

function isFlux(group: string): boolean {
  return group === 'kustomize.toolkit.fluxcd.io' || group === 'fluxcd.controlplane.io';
}

function textsIn(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if (node instanceof Scalar) return [node.text];
  return (node instanceof Mapping ? [...node.entries.values()] : node.items).flatMap(textsIn);
}

import type { Resource } from '../kustomize/resource.ts';
import { Mapping, type Node, Scalar, Sequence } from '../yaml/node.ts';
import type { SubstituteOptions } from './substitute/substitute.ts';

/**
 * Reads from a cluster's kustomize-controller what its flags decide: a gate that its arguments set, else the default
 * of its version. Where the controller is not in the cluster, it is taken for a current one.
 *
 * @param resources the objects of the cluster
 * @see fluxcd/kustomize-controller internal/features/features.go
 */
export function controllerOptions(resources: readonly Resource[]): SubstituteOptions {
  const controller = resources.find(({ kind, name }) => kind === 'Deployment' && name === 'kustomize-controller');
  const container = controller && itemsAt(controller.node, ['spec', 'template', 'spec', 'containers'])[0];
  if (!(container instanceof Mapping)) return { strict: true };
  const gate = itemsAt(container, ['args'])
    .map((arg) => /StrictPostBuildSubstitutions=(true|false)/i.exec(textOf(arg))?.[1]?.toLowerCase())
    .findLast((value) => value !== undefined);
  return { strict: gate === undefined ? isStrictByDefault(textOf(container.get('image'))) : gate === 'true' };
}

/** Strict from version 1.9 on. */
function isStrictByDefault(image: string): boolean {
  const version = /:v?(\d+)\.(\d+)/.exec(image);
  if (version === null) return true;
  const [major, minor] = [Number(version[1]), Number(version[2])];
  return major > 1 || (major === 1 && minor >= 9);
}

function itemsAt(node: Node, path: readonly string[]): readonly Node[] {
  let at: Node | undefined = node;
  for (const key of path) at = at instanceof Mapping ? at.get(key) : undefined;
  return at instanceof Sequence ? at.items : [];
}

function textOf(node: Node | undefined): string {
  return node instanceof Scalar ? node.text : '';
}

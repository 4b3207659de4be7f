import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { printYaml } from '../../yaml/print/print.ts';
import { parseYaml } from '../../yaml/read/parse.ts';

/**
 * Of patches of Flux's Deployments those that say how a container is started, and of a JSON patch the operations that
 * do: the Deployments that they are tried on here have no more than that.
 *
 * @param patches with `patch` and `target`, as a kustomization has them
 */
export function patchesOfContainers(patches: readonly Node[]): readonly Node[] {
  return patches.flatMap((patch) => {
    if (!(patch instanceof Mapping) || !mayReachDeployments(patch)) return [];
    const { documents } = parseYaml(new Source(textAt(patch, 'patch')));
    const [operations, ...others] = documents;
    if (others.length > 0 || !(operations instanceof Sequence)) return [patch];
    const kept = operations.items.filter(isOfContainer);
    if (kept.length === 0) return [];
    return [patch.with('patch', new Scalar(printYaml(new Sequence(kept)), 'str', 'literal'))];
  });
}

function mayReachDeployments(patch: Mapping): boolean {
  const kind = textAt(patch, 'target', 'kind');
  if (kind !== '') return kind.includes('Deployment') || /[.*+|[(\\]/.test(kind);
  return /\bcontainers\b/.test(textAt(patch, 'patch'));
}

function isOfContainer(operation: Node): boolean {
  return /^\/spec\/template\/spec\/containers\/\d+\/(args|command|image)(\/|$)/.test(textAt(operation, 'path'));
}

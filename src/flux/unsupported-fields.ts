import type { Problem } from '../kustomize/problem.ts';
import { lineOf } from '../yaml/node.ts';
import type { FluxKustomization } from './flux-kustomization.ts';

/** Fields of a FluxKustomization that change what is applied, and are not carried out yet. */
const CHANGES_WHAT_IS_APPLIED = ['kubeConfig'] as const;

/** @returns a problem for every such field, so that none is ever ignored. */
export function unsupportedFields(flux: FluxKustomization): readonly Problem[] {
  return CHANGES_WHAT_IS_APPLIED.flatMap((field) => {
    const node = flux.spec.get(field);
    if (node === undefined || (node.kind === 'scalar' && node.tag === 'null')) return [];
    return {
      code: 'unsupported-field' as const,
      message: `FluxKustomization ${flux.namespace}/${flux.name}: spec.${field} is not carried out yet`,
      path: flux.resource.trail.origin.path,
      line: lineOf(node),
    };
  });
}

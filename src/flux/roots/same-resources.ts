import type { Resource } from '../../kustomize/model/resource.ts';
import { sameValue } from '../../yaml/print/same-value.ts';

/** @returns whether two lists hold equal objects in the same order, whether or not they were rendered once */
export function sameResources(some: readonly Resource[], others: readonly Resource[]): boolean {
  if (some === others) return true;
  return (
    some.length === others.length &&
    some.every(({ node }, at) => {
      const other = others[at]?.node;
      return other === node || (other !== undefined && sameValue(other, node));
    })
  );
}

import type { Side } from './side.ts';

/** @returns whether something in the cluster makes FluxKustomizations and sources that are not rendered here. */
export function makesFluxObjects({ index }: Side): boolean {
  return index.kinds().some((kind) => kind.startsWith('fluxcd.controlplane.io/ResourceSet'));
}

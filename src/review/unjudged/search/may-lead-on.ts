/** @returns whether a file that cannot be read may hold a FluxKustomization: its text does not show that it holds other things alone */
export function mayLeadOn(text: string): boolean {
  const kinds = [...text.matchAll(/^\s*["']?kind["']?\s*:\s*["']?(\w+)/gm)];
  return kinds.length === 0 || kinds.some(([, kind]) => kind === 'Kustomization');
}

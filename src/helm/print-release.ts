import { decodeBytes } from '../gotemplate/value/bytes.ts';
import { trimSpace } from './chart/trim-space.ts';
import type { Rendered } from './template.ts';

/** @returns what `helm template` prints */
export function printRelease({ crds, manifests, hooks }: Rendered, includesCrds: boolean): string {
  const released = [
    ...(includesCrds ? crds.map(({ path, bytes }) => ({ path, content: () => decodeBytes(bytes) })) : []),
    ...manifests,
  ];
  return `${trimSpace(released.map(show).join(''))}\n${hooks.map(show).join('')}`;
}

function show({ path, content }: { readonly path: string; readonly content: () => string }): string {
  return `---\n# Source: ${path}\n${content()}\n`;
}

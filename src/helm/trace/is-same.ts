import type { SortedManifests } from '../render/sort-manifests.ts';

/** Why a trace is dropped. */
export const OTHERWISE = 'the render that is watched comes out otherwise than the plain one';

/** @returns whether two renders make the same, in the same order */
export function isSame(a: SortedManifests, b: SortedManifests): boolean {
  const [left, right] = [textsOf(a), textsOf(b)];
  return left.length === right.length && left.every((text, i) => text === right[i]);
}

function textsOf({ manifests, hooks }: SortedManifests): readonly string[] {
  return [...manifests, ...hooks].map(({ path, content }) => `${path}\n${content()}`);
}

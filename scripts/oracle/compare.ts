import type { Answer, RootAnswer } from './answer.ts';

const SYNC = 'flux-system/flux-system';
const NO_ARTIFACT = 'no artifact';

/** What the controllers say of a root whose variables are nowhere: it waits for them, and nothing is known of it here. */
const WAITING = 'waiting';

/** @returns how two answers to a fleet differ; `undefined` where they are alike: the same objects, or an error each. */
export function difference(real: Answer, our: Answer): string | undefined {
  const hasArtifact = real.get(SYNC)?.error.startsWith(NO_ARTIFACT) !== true;
  for (const [name, root] of real) {
    if (root.error === WAITING) continue;
    const own = our.get(name);
    if (own === undefined) return `${name}: ours has no such root`;
    const how = rootDifference(root, own);
    if (how !== undefined) return `${name}: ${how}`;
  }
  // Without an artifact the cluster stays as it was, and so do the roots in it.
  const more = hasArtifact ? [...our.keys()].find((name) => !real.has(name)) : undefined;
  return more === undefined ? undefined : `${more}: only ours has such a root`;
}

/** @returns whether ours does not build a root and says that the cluster may: that is no answer, and no wrong one */
export function isUnsupported({ error }: RootAnswer): boolean {
  return error.startsWith('[unsupported-field]');
}

function rootDifference(real: RootAnswer, our: RootAnswer): string | undefined {
  if (real.error !== '' && our.error !== '') return undefined;
  if (real.error !== '') return `the controllers fail: ${real.error.slice(0, 600)}`;
  if (isUnsupported(our)) return undefined;
  if (our.error !== '') return `only ours fails: ${our.error.slice(0, 600)}`;
  const missing = real.objects.find((object) => !our.objects.includes(object));
  const added = our.objects.find((object) => !real.objects.includes(object));
  if (missing === undefined && added === undefined && real.objects.length === our.objects.length) return undefined;
  return `objects differ\n  real ${missing ?? '-'}\n  ours ${added ?? '-'}`;
}

import { basename } from '../../../tree/objects/paths.ts';
import { isStage } from './promotion-order.ts';

/** Directories that say that Flux or a cluster lives there, not which. */
const SAYS_NOTHING =
  /^(apps?|bases?|bootstrap|clusters?|config|deploy|deployments?|environments?|envs?|flux|flux-?system|fluxcd|gitops|gotk|manifests|overlays?|root|setup|sync)$/;

/** Directories that say what is in all of them, where nothing else tells more. */
const SAYS_LITTLE = /^(fleet|home|infra|infrastructure|k8s|kube|kubernetes|kustomize)$/;

/** @returns whether a directory's name may tell a cluster from others. */
export function isTelling(name: string): boolean {
  return !SAYS_NOTHING.test(name) && !SAYS_LITTLE.test(name);
}

/**
 * Names clusters after their paths: by the last directory that says something, and as many before it as it takes to
 * tell them apart.
 *
 * @returns names by path, no two of which are the same
 */
export function clusterNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const common = commonEnd(paths);
  const words = new Map(paths.map((path) => [path, wordsOf(path, common)]));
  const ends = new Map<string, number>();
  for (const own of words.values()) for (const end of endsOf(own)) ends.set(end, (ends.get(end) ?? 0) + 1);
  return new Map(
    [...words].map(([path, own]) => {
      const name = endsOf(own).find((end) => ends.get(end) === 1 && /[^\d/]/.test(end));
      return [path, name ?? (path || 'root')];
    }),
  );
}

/** What all of several end in does not tell them apart, unless it is a stage. */
function commonEnd(paths: readonly string[]): string | undefined {
  const [end, ...others] = new Set(paths.map(basename));
  return paths.length < 2 || end === undefined || others.length > 0 || isStage(end) ? undefined : end;
}

function wordsOf(path: string, common: string | undefined): readonly string[] {
  const all = path.split('/');
  const segments = all.length > 1 && all.at(-1) === common ? all.slice(0, -1) : all;
  // What stands in `clusters` is called after a cluster, whatever it is called.
  const last = segments.findLastIndex((segment, at) => {
    return isTelling(segment) || (/^clusters?$/.test(segments[at - 1] ?? '') && !/^flux/.test(segment));
  });
  const telling = last < 0 ? segments.findLastIndex((segment) => !SAYS_NOTHING.test(segment)) : last;
  return telling < 0 ? segments : segments.slice(0, telling + 1);
}

/** From the last word to all of them. */
function endsOf(words: readonly string[]): readonly string[] {
  return words.map((_, index) => words.slice(words.length - 1 - index).join('/'));
}

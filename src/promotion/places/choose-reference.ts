import type { Cluster } from '../../fleet/find/cluster.ts';
import { segmentsOf } from '../../tree/objects/paths.ts';
import { kustomizationIn } from '../files/kustomization-file.ts';
import type { Draft } from '../plan/draft.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { ownWords, stageWords } from '../plan/stage-words.ts';
import { comesFrom } from './homes.ts';

/** What a target's list should refer to. */
type ReferenceChoice =
  /** The same thing that the source refers to, or the target's own variant of it. */
  | { readonly kind: 'use'; readonly path: string }
  /** The source has a variant of its own and the target none: the base stands for all, the variant could be copied. */
  | { readonly kind: 'base'; readonly path: string | undefined; readonly variant: string; readonly copyTo: string };

const BASE = /(^|\/)bases?$/;

/**
 * Chooses what a cluster should run of what another runs: its own overlay where there is one, else what they share.
 * The source's own overlay is never an answer.
 *
 * @param path what the source refers to, a file or a directory
 */
export function chooseReference(
  { draft, fleet }: Pick<Plan, 'draft' | 'fleet'>,
  path: string,
  { source: { cluster: source }, target: { cluster: target } }: Route,
): ReferenceChoice {
  const segments = segmentsOf(path);
  const own = new Set(ownWords(source, target));
  const at = segments.findLastIndex((segment, index) => {
    const word = segment.replace(/\.ya?ml$/, '');
    return own.has(word) && !isOfOthers(fleet, segments.slice(0, index + 1).join('/'), word);
  });
  if (at < 0) return { kind: 'use', path: overlayOf(draft, path, target) ?? path };
  const variants = ownWords(target, source).map((word) => {
    const ending = /\.ya?ml$/.exec(segments[at] ?? '')?.[0] ?? '';
    return [...segments.slice(0, at), word + ending, ...segments.slice(at + 1)].join('/');
  });
  const found = variants.find((variant) => draft.files.find(variant).kind !== 'absent');
  if (found !== undefined) return { kind: 'use', path: found };
  return { kind: 'base', path: baseOf(draft, path), variant: path, copyTo: variants[0] ?? `${path}-${target.name}` };
}

/** A cluster may be called as a namespace or a kind of app is: what clusters of other names run is no stage's own. */
function isOfOthers({ clusters }: Fleet, directory: string, word: string): boolean {
  return clusters.some(
    ({ cluster, inventory }) =>
      !stageWords(cluster).includes(word) && inventory.objects.some((object) => comesFrom(object, directory)),
  );
}

/** An overlay that a base has for a cluster: beside it or in it, under its name. */
function overlayOf(draft: Draft, path: string, target: Cluster): string | undefined {
  const home = path.replace(BASE, '');
  const isBase = home !== path;
  const places = [`${home}/overlays`, `${home}/overlay`, `${home}/envs`, `${home}/environments`, `${home}/variants`];
  const directories = isBase ? [...places, home] : places;
  return stageWords(target)
    .flatMap((word) => directories.map((directory) => `${directory}/${word}`))
    .find((candidate) => kustomizationIn(draft, candidate) !== undefined);
}

/** The one directory that a variant is made from. */
function baseOf(draft: Draft, path: string): string | undefined {
  const entries = kustomizationIn(draft, path)?.entries ?? [];
  const directories = entries.flatMap(({ path: each }) =>
    each !== undefined && draft.files.find(each).kind === 'directory' ? [each] : [],
  );
  return directories.length === 1 ? directories[0] : undefined;
}

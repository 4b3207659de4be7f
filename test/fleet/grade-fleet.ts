import * as v from 'valibot';
import type { Review } from '../../src/review/contract/review.ts';

/** The part that is used of what is known of real fleets: see the README beside the data. */
export const TrueFleetsSchema = v.array(
  v.object({
    repo: v.string(),
    bundle: v.string(),
    prev: v.string(),
    commit: v.string(),
    clusters: v.array(
      v.object({
        paths: v.array(v.string()),
        also_right: v.optional(v.array(v.string()), []),
        roots_estimate: v.number(),
        external: v.number(),
      }),
    ),
    /** Paths that may be taken for clusters, and need not. */
    optional: v.array(v.string()),
    /** Changed files that a true cluster reads. */
    changed_read: v.array(v.string()),
  }),
);

export type TrueFleet = v.InferOutput<typeof TrueFleetsSchema>[number];

/** What a review with nothing configured has understood of a fleet. */
export interface Grade {
  /** `declared`: the clusters are exact, and roots are missing, which is said. */
  readonly grade: 'exact' | 'declared' | 'wrong';
  /** True clusters that were not found. */
  readonly missed: readonly string[];
  /** Clusters that are none. */
  readonly bogus: readonly string[];
  /** Changed files of a true cluster that a green review has not read. */
  readonly silent: readonly string[];
}

/** As much of the estimated roots of a fleet is to be reached. */
const ENOUGH = 0.9;

/** @param isDirectory whether a directory is there after the change */
export function gradeFleet(
  fleet: TrueFleet,
  { clusters, files, verdict }: Review,
  isDirectory: (path: string) => boolean,
): Grade {
  const found = Object.entries(clusters).flatMap(([name, { path = '', via }]) =>
    via === undefined && isDirectory(path) ? [{ name, path }] : [],
  );
  const right = fleet.clusters.map(({ paths, also_right }) => new Set([...paths, ...also_right]));
  const hits = found.filter(({ path }) => right.some((paths) => paths.has(path)));
  const hubs = new Set(hits.map(({ name }) => name));
  const own = Object.entries(clusters).filter(
    ([name, { via }]) => hubs.has(name) || hubs.has(via?.split('->')[0] ?? ''),
  );
  const names = new Set(own.map(([name]) => name));
  const missed = fleet.clusters.flatMap(({ paths }, at) =>
    found.some(({ path }) => right[at]?.has(path) === true) ? [] : paths.slice(0, 1),
  );
  const bogus = found.filter((each) => !hits.includes(each) && !fleet.optional.includes(each.path));
  const readBy = new Map(files.map((file) => [file.path, file.clusters]));
  const unread = fleet.changed_read.filter((path) => readBy.get(path)?.some((name) => names.has(name)) !== true);
  const isGreen = verdict === 'success' || verdict === 'neutral';
  const silent = isGreen ? unread : [];
  const reached = sum(own.map(([, { roots }]) => roots));
  const external = sum(own.map(([, each]) => each.external.length));
  const isExact = reached >= ENOUGH * sum(fleet.clusters.map((each) => each.roots_estimate));
  const isSaid =
    !isGreen ||
    external > sum(fleet.clusters.map((each) => each.external)) ||
    own.some(([, { unresolved }]) => unresolved.length > 0);
  const isWrong = missed.length + bogus.length + silent.length > 0 || !(isExact || isSaid);
  return {
    grade: isWrong ? 'wrong' : isExact ? 'exact' : 'declared',
    ...{ missed, bogus: bogus.map(({ path }) => path), silent },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

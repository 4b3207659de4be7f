import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Fleet } from '../../../src/promotion/plan/fleet.ts';
import type { FileEdit, PlannedPromotion } from '../../../src/promotion/plan/promotion.ts';
import type { RealBuilds } from '../real/real-builds.ts';
import { type RealCluster, type RealState, realCluster } from '../real/real-cluster.ts';
import type { Trial } from '../trials.ts';
import { gainFaults } from './gain-faults.ts';

export function realState(folder: string, fleet: Fleet, builds: RealBuilds): RealState {
  const own = fleet.clusters.filter(({ cluster }) => cluster.via === undefined);
  return new Map(own.map(({ cluster }) => [cluster.name, realCluster(folder, cluster.paths, builds)]));
}

/** Makes edits in a work tree, looks at it, and takes them back. */
export function edited<Result>(
  folder: string,
  edits: readonly Pick<FileEdit, 'path' | 'before' | 'after'>[],
  look: () => Result,
): Result {
  for (const { path, after } of edits) put(join(folder, path), after);
  try {
    return look();
  } finally {
    for (const { path, before } of edits) put(join(folder, path), before);
  }
}

function put(file: string, text: string | undefined): void {
  if (text === undefined) rmSync(file, { force: true });
  else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** @returns what is wrong with a patch, by what the real kustomize builds in a work tree before and after it */
export function faultsOf(
  folder: string,
  fleet: Fleet,
  trial: Trial,
  promotion: PlannedPromotion,
  [before, builds]: readonly [RealState, RealBuilds],
): readonly string[] {
  const { edits } = promotion;
  return edited(folder, edits, () => {
    const now = builds.without(edits.map(({ path }) => path));
    const after = realState(folder, fleet, now);
    const idle = edits.filter(({ before: was, after: is, path }) => {
      if (was !== undefined || is === undefined) return false;
      // Nobody notices nonsense in a file without a reference.
      const left = edited(folder, [{ path, before: is, after: 'kind: [' }], () =>
        realState(folder, fleet, now.without([path])),
      );
      return isSame(left, after);
    });
    return [
      ...[...before].flatMap(([name, was]) => clusterFaults(name, was, after.get(name), name === trial.cluster)),
      ...gainFaults(fleet, trial, promotion, [before, after]),
      ...idle.map(({ path }) => `writes ${path}, which nothing reads`),
    ];
  });
}

function clusterFaults(
  name: string,
  was: RealCluster,
  is: RealCluster | undefined,
  isTarget: boolean,
): readonly string[] {
  if (is === undefined) return [`${name} is gone`];
  const gained = [...is.objects.keys()].filter((id) => !was.objects.has(id));
  return [
    ...(isTarget ? [] : gained.map((id) => `${name}, which was not asked for, gains ${id}`)),
    ...[...was.objects].flatMap(([id, { owners }]) => {
      const now = is.objects.get(id);
      if (now === undefined) return [`${name} loses ${id}`];
      const isChanged = [...owners].some(([root, text]) => (now.owners.get(root) ?? text) !== text);
      const changes = isChanged ? [`${name} changes ${id}`] : [];
      const more = [...now.owners.keys()].filter((root) => !owners.has(root));
      const moved = owners.size === now.owners.size ? `${name} moves ${id}` : `${name} has a second owner of ${id}`;
      return more.length === 0 ? changes : [...changes, moved];
    }),
    ...[...is.failed].filter((root) => !was.failed.has(root)).map((root) => `${name} does not build ${root}`),
  ];
}

function isSame(one: RealState, other: RealState): boolean {
  return [...one].every(([name, { objects, failed }]) => {
    const now = other.get(name);
    return (
      now?.objects.size === objects.size &&
      now.failed.size === failed.size &&
      [...objects].every(([id, { text }]) => now.objects.get(id)?.text === text)
    );
  });
}

import type { ClusterSides } from '../../fleet/render/render-fleet.ts';
import { isKustomizationFile } from '../../kustomize/kustomization/kustomization-file.ts';
import { fileTextAt } from '../../kustomize/read/file-text.ts';
import type { ChangedPath } from '../../tree/files/changed-paths.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { isReadBy, isRenderedBy } from '../cluster/changed-files.ts';
import type { Review } from '../contract/review.ts';
import { holdsObjects, isOutside } from './search/holds-objects.ts';

interface Reading {
  readonly before: Files;
  readonly after: Files;
  readonly paths: readonly ChangedPath[];
  readonly fleet: readonly ClusterSides[];
  readonly changed: Review['files'];
  /** Whether the configuration says that no cluster runs a file. */
  readonly isLeftOut: (path: string) => boolean;
}

/** What people and GitHub read, and no cluster. */
const NEVER_MEANT = /^\.github\/|\.md$/i;

/**
 * Finds the changed files that no review of a cluster rests on. The common case, that every file is read and every root
 * could be rendered, asks nothing more than that.
 *
 * @returns `wanted`: those that are part of nothing that was rendered; `manifests`: of these, the files with Kubernetes
 *   objects that nothing has read at all
 * @throws Needs for all of their contents at once
 */
export function unreadFiles({ before, after, paths, fleet, changed, isLeftOut }: Reading): {
  readonly wanted: ReadonlySet<string>;
  readonly manifests: ReadonlySet<string>;
} {
  const hasFailed = fleet.some((sides) => {
    return [sides.before, sides.after].some((side) => side?.roots.some(({ problems }) => problems.length > 0));
  });
  const readers = new Map(changed.map(({ path, clusters }) => [path, clusters]));
  const isRead = (path: string) => (readers.get(path) ?? []).length > 0 || fleet.some((sides) => isReadBy(sides, path));
  const isKnown = hasFailed ? (path: string) => fleet.some((sides) => isRenderedBy(sides, path)) : isRead;
  const wanted = paths.filter(({ path }) => !NEVER_MEANT.test(path) && !isKnown(path) && !isLeftOut(path));
  const isChart = (directory: string) => {
    return [before, after].some((files) => files.find(`${directory}/Chart.yaml`).kind === 'file');
  };
  const unread = wanted.filter(({ path }) => isYaml(path) && !isRead(path) && !isOutside(path, isChart));
  const manifests = mapAll(unread, ({ path }) => {
    const isManifest =
      isKustomizationFile(path) || mapAll([before, after], (files) => fileTextAt(files, path) ?? '').some(holdsObjects);
    return isManifest ? [path] : [];
  });
  return { wanted: new Set(wanted.map(({ path }) => path)), manifests: new Set(manifests.flat()) };
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path) || isKustomizationFile(path);
}

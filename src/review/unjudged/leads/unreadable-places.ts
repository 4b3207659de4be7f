import { directoriesOfClusters, variationsOf } from '../../../fleet/find/reach/likely-places.ts';
import { isNoCluster, isNotRun } from '../../../fleet/find/reach/not-clusters.ts';
import { parallelPlaces } from '../../../fleet/find/reach/parallel-paths.ts';
import type { WrittenFluxKustomization } from '../../../fleet/find/search/written-flux-kustomization.ts';
import { inventoriesIn } from '../../../fleet/render/unreached-in.ts';
import { fileTextAt } from '../../../kustomize/read/file-text.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Files } from '../../../tree/files/files.ts';
import { mapAll } from '../../../tree/objects/needs.ts';
import { isWithin, joinPath } from '../../../tree/objects/paths.ts';
import { type Lead, leadTo, listedManifests, type Search } from '../search/lead.ts';
import { unreadableFiles } from '../search/unreadable-files.ts';

interface Beside {
  /** The FluxKustomizations that no cluster reaches. */
  readonly unreached: readonly WrittenFluxKustomization[];
  /** Whether the configuration says that no cluster runs a file. */
  readonly isLeftOut: (path: string) => boolean;
}

/**
 * Leads from files that cannot be read where another cluster would be: beside those that were found, it is one as soon as a
 * FluxKustomization is in it, and no FluxKustomization is found in what cannot be read.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function unreadablePlaceLeads(search: Search, { unreached, isLeftOut }: Beside): readonly Lead[] {
  const { discovery, sides, manifests } = search;
  // What is gone after the merge leads nowhere.
  const after = sides.at(-1);
  if (after === undefined || manifests.size === 0 || discovery.by !== 'flux') return [];
  const clusters = discovery.clusters.flatMap(({ paths }) => paths);
  const known = [...clusters, ...unreached.map(({ file }) => file)];
  const unreadable = mapAll(likelyPlaces(after, clusters, known), ({ path, isClose }) => {
    const found = unreadableFiles(after, path).filter((file) => !isNotRun(file) && !isLeftOut(file));
    const likely = found.filter((file) => isClose || isLikeOfCluster(after, { file, path, clusters }));
    return likely.length === 0 || isReadIn(path, search) ? [] : likely;
  }).flat();
  if (unreadable.length === 0) return [];
  const listed = listedManifests(search);
  return [...new Set(unreadable)].flatMap((file) => {
    const what = `${quoted(file)} cannot be read, is where another cluster may start, and may lead to it`;
    return leadTo(listed, { reason: `${what}: repair that first, or list it under \`unreviewed\``, isBroken: true });
  });
}

/** Directories that would be clusters if something that no cluster reaches were in them. */
function likelyPlaces(files: Files, clusters: readonly string[], known: readonly string[]) {
  const childrenOf = (path: string) => directoriesIn(files, path);
  const held = directoriesOfClusters(childrenOf).flatMap(childrenOf);
  const close = [...held, ...parallelPlaces(clusters, known)];
  const all = [...variationsOf(clusters, childrenOf), ...close.map((path) => ({ path, isClose: true }))];
  return all.filter(({ path }) => {
    return !isNoCluster(path) && !clusters.some((each) => isWithin(each, path) || isWithin(path, each));
  });
}

function directoriesIn(files: Files, path: string): readonly string[] {
  const found = files.find(path);
  if (found.kind !== 'directory') return [];
  const names = [...files.list(found)].flatMap(([name, { kind }]) => (kind === 'directory' ? [name] : []));
  return names.map((name) => joinPath(path, name) ?? name);
}

/** Whether a file speaks of Flux, or is called as one of a cluster is. */
function isLikeOfCluster(
  files: Files,
  { file, path, clusters }: { readonly file: string; readonly path: string; readonly clusters: readonly string[] },
): boolean {
  const name = file.slice(path.length + 1);
  const isNamedSo = clusters.some((cluster) => files.find(joinPath(cluster, name) ?? '').kind === 'file');
  return isNamedSo || /\bfluxcd\.io\b/.test(fileTextAt(files, file) ?? '');
}

/** What a cluster reads from is what clusters share. */
function isReadIn(path: string, { fleet }: Search): boolean {
  return inventoriesIn(fleet).some(({ roots }) =>
    roots.some(({ reads }) => [...reads].some(([read, id]) => id !== 'absent' && isWithin(read, path))),
  );
}

import { dirname } from '../../tree/objects/paths.ts';
import type { Footprint } from './footprint.ts';

/** What two changes may have in common, the likeliest to matter first. */
const likely = { object: 0, loss: 1, repair: 2, file: 3, way: 4, reader: 5 } as const;

/** Of this rank are those that only may bring elsewhere what the other one deletes. */
export const UNLIKELY = likely.reader;

/**
 * @returns how likely it matters that both are merged, 0 the most; `undefined` where nothing of the one is near anything of
 *   the other
 */
export function mayMeet(own: Footprint, other: Footprint): number | undefined {
  if (isSameObject(own, other)) return likely.object;
  if (isLossFor(own, other) || isLossFor(other, own)) return likely.loss;
  if (mayRepair(own, other) || mayRepair(other, own)) return likely.repair;
  if (own.files.some((path) => other.files.includes(path))) return likely.file;
  if (isOnWay(own, other) || isOnWay(other, own)) return likely.way;
  return isLossOfReader(own, other) || isLossOfReader(other, own) ? likely.reader : undefined;
}

function isSameObject(own: Footprint, other: Footprint): boolean {
  const clustersOf = new Map<string, Set<string>>();
  for (const { clusters, changed, lost } of own.objects)
    for (const key of [...changed, ...lost]) {
      const known = clustersOf.get(key) ?? new Set();
      for (const name of clusters) known.add(name);
      clustersOf.set(key, known);
    }
  return other.objects.some(({ clusters, changed, lost }) =>
    [...changed, ...lost].some((key) => {
      const known = clustersOf.get(key);
      return known !== undefined && clusters.some((name) => known.has(name));
    }),
  );
}

/** What a cluster loses, others in it may need: in the same namespace, or anywhere if it serves all of them. */
function isLossFor(own: Footprint, other: Footprint): boolean {
  return own.objects.some(({ clusters, lost }) => {
    if (lost.length === 0) return false;
    const near = other.objects.filter((each) => each.clusters.some((name) => clusters.includes(name)));
    const namespaces = new Set(near.flatMap(({ changed }) => changed.map((key) => key.split('/')[2])));
    if (namespaces.size === 0) return false;
    return lost.some((key) => {
      const [group = '', kind, namespace = '', name] = key.split('/');
      if (kind === 'Namespace') return namespaces.has(name);
      return namespace === '' || group.endsWith('.fluxcd.io') || namespaces.has(namespace);
    });
  });
}

/** What is wrong in a cluster may be right once more comes into it, or a file is there that it refers to. */
function mayRepair({ troubled }: Footprint, other: Footprint): boolean {
  if (troubled.length > 0 && other.adds) return true;
  return other.objects.some(({ clusters, isGained }) => isGained && clusters.some((name) => troubled.includes(name)));
}

/** What comes into a cluster comes with what another one changes of it. */
function isOnWay({ passes }: Footprint, other: Footprint): boolean {
  if (passes.length === 0) return false;
  const all = new Set(passes);
  const below = passes.filter((path) => path.endsWith('/'));
  return [...other.files, ...other.unread].some(
    (path) => all.has(dirname(path)) || below.some((directory) => path.startsWith(directory)),
  );
}

/** What a cluster loses by one of its ways, it may get by another one: that is no change of the object then. */
function isLossOfReader({ objects }: Footprint, { readers }: Footprint): boolean {
  return objects.some(({ clusters, lost }) => lost.length > 0 && clusters.some((name) => readers.includes(name)));
}

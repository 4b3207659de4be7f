import { objectName } from '../../../kubernetes/facts/object-ref.ts';
import type { ClusterReview } from '../../../review/contract/cluster-review.ts';
import type { Version } from '../../../review/contract/field-change.ts';
import type { Review } from '../../../review/contract/review.ts';
import { counted } from '../../../text/counted.ts';
import { type ChangeEntry, changeEntries } from '../changes/change-entry.ts';
import { versionsOf } from '../changes/entry-remarks.ts';
import { isStayingDefinition } from '../clusters/cluster-state.ts';

/** One release that goes to another version of its chart. */
interface ReleaseMove {
  /** `namespace/name` */
  readonly release: string;
  readonly version: Version;
}

/**
 * @returns from which version of its chart the one release goes to which, in whatever clusters, where its chart is rendered
 *   and nothing happens beside that; else `undefined`
 */
export function chartMove(review: Review): Version | undefined {
  const clusters = Object.values(review.clusters);
  const moves = clusters.flatMap(movesIn);
  const [first] = moves;
  if (first === undefined || !moves.every((move) => isSame(move, first))) return undefined;
  const entries = clusters.flatMap(changeEntries);
  const isMade = entries.some(({ release }) => release === first.release);
  return isMade && entries.every((entry) => isOf(entry, first)) ? first.version : undefined;
}

function movesIn(cluster: ClusterReview): readonly ReleaseMove[] {
  const own = changeEntries(cluster).flatMap((entry) => {
    const versions = entry.kind === 'HelmRelease' ? versionsOf(entry) : [];
    const version = versions.find(({ of }) => of.startsWith('chart '));
    return version === undefined ? [] : [{ release: objectName(entry), version }];
  });
  const reached = cluster.affected.flatMap((each) => {
    return each.version === undefined ? [] : [{ release: objectName(each), version: each.version }];
  });
  return [...own, ...reached];
}

function isSame(a: ReleaseMove, b: ReleaseMove): boolean {
  return a.release === b.release && a.version.before === b.version.before && a.version.after === b.version.after;
}

/** Whether it is made by the release, or is what asks for its new version. */
function isOf(entry: ChangeEntry, { release, version }: ReleaseMove): boolean {
  if (entry.release !== undefined) return entry.release === release;
  if (entry.kind === 'HelmRelease') return objectName(entry) === release;
  return versionsOf(entry).some(({ before, after }) => before === version.before && after === version.after);
}

/** @returns how many definitions Helm leaves as they are, wherever; empty without any */
export function stayingText(review: Review): readonly string[] {
  const staying = Object.values(review.clusters).flatMap(({ changed }) => changed.filter(isStayingDefinition));
  const names = new Set(staying.map(({ name }) => name));
  if (names.size === 0) return [];
  return [`${counted(names.size, 'CRD')} ${names.size === 1 ? 'stays as it is' : 'stay as they are'}`];
}

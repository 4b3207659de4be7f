import { minimatch } from 'minimatch';
import type { Config } from '../../config/config.ts';
import type { Discovery } from '../../fleet/find/discovery.ts';
import type { ClusterSides } from '../../fleet/render/render-fleet.ts';
import { inventoriesIn, unreachedIn } from '../../fleet/render/unreached-in.ts';
import type { ChangedPath } from '../../tree/files/changed-paths.ts';
import type { Files } from '../../tree/files/files.ts';
import type { Review } from '../contract/review.ts';
import type { Unjudged } from '../contract/unjudged.ts';
import { failedRootLeads, failedRoots } from './leads/failed-roots.ts';
import { otherToolLeads } from './leads/other-tools.ts';
import { resourceSetLeads } from './leads/resource-sets.ts';
import { unclaimedLeads } from './leads/unclaimed.ts';
import { undefinedSourceLeads } from './leads/undefined-sources.ts';
import { unreadablePlaceLeads } from './leads/unreadable-places.ts';
import { writtenLeads } from './leads/written-leads.ts';
import { type Lead, searchOf } from './search/lead.ts';
import { commonDirectory, settlingConfig } from './settling-config.ts';
import { unreadFiles } from './unread-files.ts';

/** What a review was made of. */
interface Reviewed {
  readonly files: { readonly before: Files; readonly after: Files };
  readonly paths: readonly ChangedPath[];
  readonly fleet: readonly ClusterSides[];
  readonly discovery: Discovery;
  readonly config: Config;
  /** The changed files, with the clusters that have read them. */
  readonly changed: Review['files'];
}

/** What a review says of what it has not looked at. */
type Unlooked = Pick<Review, 'files' | 'unjudged' | 'unreached'>;

/**
 * Finds changed files that may run in a cluster and were not read: a review that says nothing of them must not read as
 * "nothing changes". Where every changed file is read, nothing more is looked at.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function whatWasNotRead({ files, paths, fleet, discovery, config, changed }: Reviewed): Unlooked {
  const isLeftOut = (path: string) => config.unreviewed.some((glob) => minimatch(path, glob, GLOB));
  const written = discovery.written.filter(({ file }) => !isLeftOut(file));
  const unreached = unreachedIn(written, inventoriesIn(fleet));
  const count = unreached.length === 0 ? {} : { unreached: unreached.length };
  const unread = unreadFiles({ ...files, paths, fleet, changed, isLeftOut });
  if (unread.wanted.size === 0) return { files: changed, ...count };
  const sides = [files.before, files.after];
  const search = searchOf({ sides, fleet, discovery: { ...discovery, written }, ...unread });
  const failed = failedRoots(search);
  const heldThere = new Set(failed.flatMap(({ held }) => held));
  const leads = [
    ...failedRootLeads(failed, search),
    ...undefinedSourceLeads(search),
    ...writtenLeads(
      search,
      unreached.filter((each) => !heldThere.has(each)),
    ),
    ...resourceSetLeads(search),
    ...otherToolLeads(search),
    ...unreadablePlaceLeads(search, { unreached, isLeftOut }),
  ];
  const claimed = new Set(leads.flatMap((lead) => [...lead.files]));
  const all = [...leads, ...unclaimedLeads(search, config, claimed)];
  const marked = changed.map((file) => (unread.manifests.has(file.path) ? { ...file, unread: true as const } : file));
  if (all.length === 0) return { files: marked, ...count };
  return { files: marked, unjudged: byReason(all, settlingConfig(all, discovery, config)), ...count };
}

/** As `except` of a rule is matched. */
const GLOB = { dot: true };

/** Each file once, under the first lead to it; how many more there are is told with it. */
function byReason(leads: readonly Lead[], config: string): Unjudged[] {
  const groups = new Map<string, { readonly leads: readonly Lead[]; readonly files: string[] }>();
  for (const path of [...new Set(leads.flatMap(({ files }) => [...files]))].sort()) {
    const own = leads.filter(({ files }) => files.has(path));
    const reason = reasonOf(own);
    const group = groups.get(reason) ?? { leads: own, files: [] };
    group.files.push(path);
    groups.set(reason, group);
  }
  return [...groups].map(([reason, group]) => ({
    path: group.files.length === 1 ? (group.files[0] ?? '') : commonDirectory(group.files),
    reason,
    files: group.files,
    config: group.leads.every(({ isBroken }) => isBroken === true) ? '' : config,
  }));
}

function reasonOf([first, ...others]: readonly Lead[]): string {
  const reason = first?.reason ?? '';
  const more = new Set(others.map((lead) => lead.reason).filter((each) => each !== reason)).size;
  return more === 0 ? reason : `${reason} (and ${more} more like this)`;
}

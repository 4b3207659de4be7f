import { createHash } from 'node:crypto';
import type { Config } from '../../config/config.ts';
import type { ConfigEdit } from '../../config/config-change.ts';
import type { Cluster } from '../../fleet/find/cluster.ts';
import { findClusters } from '../../fleet/find/find-clusters.ts';
import type { Weakening } from '../../review/contract/weakening.ts';
import { quoted } from '../../text/quoted.ts';
import type { Files } from '../../tree/files/files.ts';
import { weakenings } from './weakenings.ts';

/** The merge whose change of the configuration is looked at. */
interface ConfigMerge {
  readonly before: Files;
  readonly after: Files;
  /** By which it is reviewed. */
  readonly config: Config;
  /** Reviewed by it, spokes included. */
  readonly clusters: readonly Cluster[];
  readonly edit: ConfigEdit | undefined;
  /** That the change is to be merged into, where that is known. */
  readonly baseBranch: string | undefined;
}

/**
 * What a merge makes weaker in the configuration: somebody has to approve that, or it would be asked of nobody afterwards.
 * One that leaves no valid configuration is red as it is; one that repairs an invalid one has nothing to be compared with,
 * and is asked for as a whole.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function weakenedBy({ before, after, config, clusters, edit, baseBranch }: ConfigMerge): readonly Weakening[] {
  if (edit === undefined || edit.kind === 'broken') return [];
  if (edit.kind === 'repaired') {
    const where = baseBranch === undefined ? 'the base branch' : quoted(baseBranch);
    const what = `the configuration on ${where} is invalid and judges nothing; this one would replace it`;
    return [{ what, digest: createHash('sha256').update(JSON.stringify(edit.becomes)).digest('hex') }];
  }
  const next = findClusters([before, after], edit.becomes);
  const isThere = (path: string) => after.find(path).kind !== 'absent';
  return weakenings({ config, clusters }, { config: edit.becomes, clusters: next }, isThere);
}

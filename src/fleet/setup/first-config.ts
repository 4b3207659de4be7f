import { defaultConfig } from '../../config/default-config.ts';
import { type ClusterToWrite, configFor } from '../../config/write-config.ts';
import { counted, listed } from '../../text/counted.ts';
import { placeText } from '../../text/place-text.ts';
import { quoted } from '../../text/quoted.ts';
import type { Files } from '../../tree/files/files.ts';
import { discover } from '../find/discover.ts';
import { stageOf } from '../find/names/promotion-order.ts';
import type { WrittenFluxKustomization } from '../find/search/written-flux-kustomization.ts';
import { renderClusters } from '../render/render-clusters.ts';
import { unreachedIn } from '../render/unreached-in.ts';
import { type Understanding, understandingOf } from './understanding.ts';

/** What to write for a repository that has no configuration, and what it takes a person to know. */
export interface FirstConfig extends Understanding {
  /** The file, explained; empty where there is no cluster. */
  readonly text: string;
}

/**
 * Puts what is found in a repository into a first configuration, as if it held none.
 *
 * @throws Needs where an object has not been fetched yet
 */
export function firstConfig(files: Files): FirstConfig {
  const config = { ...defaultConfig, clusters: undefined };
  const discovery = discover([files], config);
  const understanding = understandingOf(discovery);
  const inventories = renderClusters(files, config).map(({ inventory }) => inventory);
  const unreached = unreachedIn(discovery.written, inventories);
  const clusters = discovery.clusters.map((cluster, index): ClusterToWrite => {
    const isGuess = understanding.clusters[index]?.from.kind === 'layout';
    return { ...cluster, comments: commentsOn(cluster.name, isGuess) };
  });
  return {
    ...understanding,
    text: configFor(clusters, { explained: true, remarks: remarksOn(unreached) }),
    unsure: [...understanding.unsure, ...approvals(clusters), ...unreachedText(unreached)],
  };
}

function commentsOn(name: string, isGuess: boolean): readonly string[] {
  return [
    ...(isGuess ? ['A guess, by the names of directories: remove what is not a cluster.'] : []),
    ...(isProduction(name) ? ['Production, by its name: with `protected: true` its changes need an approval.'] : []),
  ];
}

function isProduction(name: string): boolean {
  return stageOf(name) === stageOf('production');
}

function approvals(clusters: readonly ClusterToWrite[]): readonly string[] {
  if (clusters.length === 0) return [];
  const production = clusters.map(({ name }) => name).filter(isProduction);
  const looks = production.length === 1 ? 'looks' : 'look';
  const like = production.length === 0 ? '' : `, though ${listed(production.map(quoted))} ${looks} like production`;
  return [`which clusters need an approval: none is protected yet${like}`];
}

function unreachedText(unreached: readonly WrittenFluxKustomization[]): readonly string[] {
  if (unreached.length === 0) return [];
  const files = listed([...new Set(unreached.map(({ file }) => quoted(file)))]);
  return [`what runs ${counted(unreached.length, 'FluxKustomization')} that no cluster reaches: ${files}`];
}

/** More than these are a habit of the repository, not to be listed. */
const MOST_REMARKS = 20;

function remarksOn(unreached: readonly WrittenFluxKustomization[]): readonly string[] {
  if (unreached.length === 0) return [];
  const shown = unreached.slice(0, MOST_REMARKS).map(({ name, path, file, line }) => {
    return `  ${placeText({ path: file, line })}: ${name || 'one without a name'}, which builds ${path || '.'}`;
  });
  const left = unreached.length - shown.length;
  return [
    'None of these clusters reaches the following FluxKustomizations. Where a cluster runs them, it is missing above, or has',
    'another path too; where none does, list their files under `unreviewed`:',
    ...shown,
    ...(left === 0 ? [] : [`  … and ${left} more`]),
  ];
}

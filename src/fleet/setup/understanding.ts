import { configFor } from '../../config/write-config.ts';
import { counted, listed } from '../../text/counted.ts';
import { quoted } from '../../text/quoted.ts';
import { isWithin } from '../../tree/objects/paths.ts';
import type { Cluster } from '../find/cluster.ts';
import type { Discovery } from '../find/discovery.ts';
import { isStage } from '../find/names/promotion-order.ts';

/** What was understood of a repository that has no configuration. */
export interface Understanding {
  /** In promotion order. */
  readonly clusters: UnderstoodCluster[];
  /** The configuration that says the same; empty where there is no cluster. */
  readonly config: string;
  /** What the repository does not tell, a clause each. */
  readonly unsure: string[];
}

interface UnderstoodCluster {
  readonly name: string;
  readonly path: string;
  /** All of them, where there are several. */
  readonly paths?: string[];
  readonly from: Evidence;
}

/** What tells that something is a cluster. */
export interface Evidence {
  /**
   * sync: a FluxKustomization that names its path. content: FluxKustomizations in its path. flux: other files of Flux.
   * layout: a guess by the names of directories.
   */
  readonly kind: 'sync' | 'content' | 'flux' | 'layout';
  /** Of what names it, or of the first that it holds. */
  readonly path?: string;
  readonly line?: number;
}

/** @returns what discovery found, from what, and what it cannot tell */
export function understandingOf(discovery: Discovery): Understanding {
  const { clusters } = discovery;
  return {
    clusters: clusters.map((cluster) => ({
      ...{ name: cluster.name, path: cluster.path },
      ...(cluster.paths.length > 1 ? { paths: [...cluster.paths] } : {}),
      from: evidenceOf(cluster, discovery),
    })),
    config: configFor(clusters),
    unsure: unsureOf(discovery),
  };
}

function evidenceOf({ paths }: Cluster, { by, written }: Discovery): Evidence {
  if (by === 'overlays') return { kind: 'layout' };
  const naming = written.filter(({ path }) => paths.includes(path));
  // What lies in the path that it names is what `flux bootstrap` writes; elsewhere it may be another cluster's.
  const sync = naming.find(({ file }) => isIn(file, paths)) ?? naming[0];
  if (sync !== undefined) return { kind: 'sync', path: sync.file, line: sync.line };
  const held = written.find(({ file }) => isIn(file, paths));
  return held === undefined ? { kind: 'flux' } : { kind: 'content', path: held.file, line: held.line };
}

function isIn(file: string, paths: readonly string[]): boolean {
  return paths.some((path) => isWithin(file, path));
}

function unsureOf({ clusters, by, unsupported }: Discovery): string[] {
  const unordered = clusters.filter(({ name }) => !isStage(name)).map(({ name }) => quoted(name));
  const isOrdered = clusters.length < 2 || unordered.length === 0;
  const applications = listed([...new Set(unsupported.map(({ file }) => quoted(file)))]);
  return [
    ...(by === 'overlays' && clusters.length > 0
      ? ['whether these are clusters at all: nothing here speaks of Flux, so their names decided']
      : []),
    ...(isOrdered
      ? []
      : [`where ${listed(unordered)} stand${unordered.length === 1 ? 's' : ''} in the order of promotion`]),
    ...(unsupported.length === 0
      ? []
      : [
          `what ${counted(unsupported.length, 'object')} of Argo CD would deploy, which are not followed: ${applications}`,
        ]),
  ];
}

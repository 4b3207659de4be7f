import type { Config } from '../../config/config.ts';
import type { ConfigPath } from '../../config/config-problem.ts';
import { listed } from '../../text/counted.ts';
import type { Files } from '../../tree/files/files.ts';
import type { Cluster } from './cluster.ts';
import { configuredClusters } from './configured-clusters.ts';
import { discover } from './discover.ts';

/** Where a configuration says something else of clusters than the repository does: it may well be right. */
interface Difference {
  readonly path: ConfigPath;
  readonly message: string;
}

/**
 * Holds the clusters that a configuration names against those that would be found without it.
 *
 * @returns clusters that it leaves out, calls otherwise, or of which it leaves sources out; none where it leaves finding
 *   them to the program, or where that would only be a guess
 * @throws Needs where an object has not been fetched yet
 */
export function configuredOtherwise(files: Files, config: Config): readonly Difference[] {
  const { clusters: patterns } = config;
  if (patterns === undefined) return [];
  const found = discover([files], { ...config, clusters: undefined });
  if (found.by !== 'flux') return [];
  const configured = patterns.flatMap((pattern, index) =>
    configuredClusters([files], [pattern]).map((cluster) => ({ cluster, index })),
  );
  return found.clusters.flatMap((each): readonly Difference[] => {
    const own = configured.find(({ cluster }) => cluster.paths.some((path) => each.paths.includes(path)));
    if (own === undefined)
      return [{ path: ['clusters'], message: `${shown(each)} looks like a cluster, and is not configured` }];
    return differences(own.cluster, each).map((message) => ({ path: ['clusters', own.index], message }));
  });
}

function differences(configured: Cluster, found: Cluster): readonly string[] {
  const missing = found.sources.filter((source) => !isAmong(configured.sources, source));
  return [
    ...(configured.name === found.name || configured.paths.length > 1
      ? []
      : [`${found.path || '.'} is called ${configured.name}; without the configuration it would be ${found.name}`]),
    ...(missing.length === 0
      ? []
      : [`${configured.name} seems to take ${listed(missing)} for this repository, which is not among its sources`]),
  ];
}

/** The namespace of a source need not be configured. */
function isAmong(sources: readonly string[], source: string): boolean {
  const [kind, ...rest] = source.split('/');
  return sources.includes(source) || sources.includes(`${kind}/${rest.at(-1)}`);
}

function shown({ name, path }: Cluster): string {
  return path === name || path.endsWith(`/${name}`) ? path : `${path || '.'} (${name})`;
}

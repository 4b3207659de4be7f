import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Rights } from '../credentials/rights.ts';
import type { Downloads } from '../http/download.ts';
import { CHART_LIMITS, limitsWith } from '../http/limits.ts';
import { pullTag } from '../oci/pull-tag.ts';
import { Registry } from '../oci/registry.ts';
import { type OciRepository, ociRepository } from '../oci/repository.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { newestVersion, readVersion } from '../versions/newest-version.ts';
import type { ChartOrigin, ChartSource, ChosenChart } from './chart-origin.ts';

/** The layer of a manifest that is the archive of a chart. @see https://helm.sh/docs/topics/registries/ */
const LAYERS = ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'application/tar+gzip'];

/** Charts in registries. */
export class OciCharts implements ChartOrigin {
  readonly #downloads: Downloads;

  constructor(downloads: Downloads) {
    this.#downloads = downloads;
  }

  scopeOf(chart: ChartSource, rights: Rights): string {
    return repositoryOf(chart, rights).right.scope;
  }

  /** A whole version is asked for by its tag. @see fluxcd/source-controller internal/helm/repository OCIChartRepository */
  async choose(chart: ChartSource, options: FetchOptions): Promise<ChosenChart> {
    const registry = new Registry(this.#downloads, options);
    const repository = repositoryOf(chart, options.rights);
    const isWhole = readVersion(chart.version) !== undefined;
    const version = isWhole ? chart.version : await newestIn(registry, repository, chart);
    const { manifest } = await pullTag(registry, repository, version.replaceAll('+', '_'));
    const layer = manifest.layers.find(({ mediaType }) => LAYERS.includes(mediaType));
    if (layer === undefined) {
      throw new FetchError('bad-answer', `what is at ${repository.name} ${version} is no chart`, 'Check the address.');
    }
    const sha256 = layer.digest.slice('sha256:'.length);
    const get = () => registry.blob(repository, layer.digest, limitsWith(CHART_LIMITS, options));
    return { version, sha256, get };
  }
}

/** Tags cannot hold a `+`: Helm writes it as `_`. */
async function newestIn(
  registry: Registry,
  repository: OciRepository,
  { version: wanted }: ChartSource,
): Promise<string> {
  const tags = await registry.tags(repository);
  const found = newestVersion(
    tags.map((tag) => ({ version: tag.replaceAll('_', '+') })),
    wanted,
  );
  if (found !== undefined) return found.version;
  const message = `${repository.name} has no version${wanted === '' ? '' : ` within "${wanted}"`}`;
  throw new FetchError('no-such-ref', message, 'Choose one that it has.');
}

function repositoryOf({ url, name }: ChartSource, rights: Rights): OciRepository {
  return ociRepository(`${url.replace(/\/+$/, '')}/${name}`, rights);
}

import type { ChartRef } from '../contract/source-ref.ts';
import type { Rights } from '../credentials/rights.ts';
import { CHART_LIMITS } from '../http/limits.ts';
import type { Registry } from '../oci/registry.ts';
import { type OciRepository, ociRepository } from '../oci/repository.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { newestVersion, readVersion } from '../versions/newest-version.ts';
import type { ChartOrigin, ChosenChart } from './chart-origin.ts';

/** The layer of a manifest that is the archive of a chart. @see https://helm.sh/docs/topics/registries/ */
const LAYERS = ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'application/tar+gzip'];

/** Charts in registries. */
export class OciCharts implements ChartOrigin {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  scopeOf(chart: ChartRef, rights: Rights): string {
    return repositoryOf(chart, rights).right.scope;
  }

  /** A whole version is asked for by its tag. @see fluxcd/source-controller internal/helm/repository OCIChartRepository */
  async choose(chart: ChartRef, rights: Rights): Promise<ChosenChart> {
    const repository = repositoryOf(chart, rights);
    const isWhole = readVersion(chart.version) !== undefined;
    const version = isWhole ? chart.version : await this.#newest(repository, chart);
    const { manifest } = await this.#registry.pull(repository, version.replaceAll('+', '_'));
    const layer = manifest.layers.find(({ mediaType }) => LAYERS.includes(mediaType));
    if (layer === undefined) {
      throw new FetchError('bad-answer', `what is at ${repository.name} ${version} is no chart`, 'Check the address.');
    }
    const sha256 = layer.digest.slice('sha256:'.length);
    const save = async (path: string): Promise<string> => {
      await this.#registry.save(repository, layer.digest, path, CHART_LIMITS);
      return sha256;
    };
    return { version, sha256, save };
  }

  /** Tags cannot hold a `+`: Helm writes it as `_`. */
  async #newest(repository: OciRepository, { version: wanted }: ChartRef): Promise<string> {
    const tags = await this.#registry.tags(repository);
    const found = newestVersion(
      tags.map((tag) => ({ version: tag.replaceAll('_', '+') })),
      wanted,
    );
    if (found !== undefined) return found.version;
    const message = `${repository.name} has no version${wanted === '' ? '' : ` within "${wanted}"`}`;
    throw new FetchError('not-found', message, 'Choose one that it has.');
  }
}

function repositoryOf({ repository, name }: ChartRef, rights: Rights): OciRepository {
  return ociRepository(`${repository.replace(/\/+$/, '')}/${name}`, rights);
}

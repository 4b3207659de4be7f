import type { Locator } from '../address/locate.ts';
import type { ChartRef } from '../contract/source-ref.ts';
import type { Downloads } from '../http/download.ts';
import { CHART_LIMITS } from '../http/limits.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { newestVersion } from '../versions/newest-version.ts';
import type { ChartOrigin, ChosenChart } from './chart-origin.ts';
import type { Indexes } from './indexes.ts';
import { readEntry } from './read-entry.ts';
import { readIndex } from './read-index.ts';

/** Repositories of charts that have an index. */
export class HttpCharts implements ChartOrigin {
  readonly #locator: Locator;
  readonly #downloads: Downloads;
  readonly #indexes: Indexes;

  constructor(locator: Locator, downloads: Downloads, indexes: Indexes) {
    this.#locator = locator;
    this.#downloads = downloads;
    this.#indexes = indexes;
  }

  permit({ repository }: ChartRef): void {
    this.#locator.permit(indexOf(repository));
  }

  async choose({ repository, name, version: wanted }: ChartRef, scope: string): Promise<ChosenChart> {
    const index = indexOf(repository);
    const { host } = new URL(index);
    const entries = await readIndex(await this.#indexes.read(index, scope), name);
    if (entries === undefined) {
      throw new FetchError('not-found', `${host} has no chart "${name}"`, 'Check its spelling.');
    }
    const found = newestVersion(entries, wanted);
    if (found === undefined) {
      const message = `${host} has no version of "${name}"${wanted === '' ? '' : ` within "${wanted}"`}`;
      throw new FetchError('not-found', message, 'Choose one that it has.');
    }
    const { url, sha256 } = readEntry(found.text, repository);
    return { version: found.version, sha256, save: (path) => this.#downloads.save(url, path, CHART_LIMITS) };
  }
}

/** Behind the path, and before what may follow it: a query. */
function indexOf(repository: string): string {
  const url = URL.canParse(repository) ? new URL(repository) : undefined;
  if (url === undefined) {
    const remedy = 'Write it as https://host/path.';
    throw new FetchError('bad-address', 'it is not the address of a repository of charts', remedy);
  }
  url.pathname = `${url.pathname.replace(/\/$/, '')}/index.yaml`;
  return url.href;
}

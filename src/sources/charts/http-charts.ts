import type { ChartRef } from '../contract/source-ref.ts';
import type { Rights } from '../credentials/rights.ts';
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
  readonly #downloads: Downloads;
  readonly #indexes: Indexes;

  constructor(downloads: Downloads, indexes: Indexes) {
    this.#downloads = downloads;
    this.#indexes = indexes;
  }

  scopeOf({ repository }: ChartRef, rights: Rights): string {
    return rights.of(indexOf(repository)).scope;
  }

  async choose({ repository, name, version: wanted }: ChartRef, rights: Rights): Promise<ChosenChart> {
    const index = indexOf(repository);
    const right = rights.of(index);
    const { host } = new URL(index);
    const entries = await readIndex(await this.#indexes.read(index, right), name);
    if (entries === undefined) {
      throw new FetchError('not-found', `${host} has no chart "${name}"`, 'Check its spelling.');
    }
    const found = newestVersion(entries, wanted);
    if (found === undefined) {
      const message = `${host} has no version of "${name}"${wanted === '' ? '' : ` within "${wanted}"`}`;
      throw new FetchError('not-found', message, 'Choose one that it has.');
    }
    const { url, sha256 } = readEntry(found.text, repository);
    const save = async (path: string): Promise<string> => {
      // An index names any host: what goes along is what is granted for that address.
      const { credential } = rights.of(url);
      const asking = { credential: right.isKnown ? await credential() : undefined };
      return this.#downloads.save(url, path, CHART_LIMITS, asking);
    };
    return { version: found.version, sha256, save };
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

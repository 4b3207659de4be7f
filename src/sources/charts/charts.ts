import { join } from 'node:path';
import type { Locator } from '../address/locate.ts';
import type { ChartRef, ResolvedChart } from '../contract/source-ref.ts';
import type { Downloads } from '../http/download.ts';
import { CHART_LIMITS } from '../http/limits.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Artifact, Artifacts } from '../store/artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import { newestVersion } from '../versions/newest-version.ts';
import { Indexes } from './indexes.ts';
import { readEntry } from './read-entry.ts';
import { readIndex } from './read-index.ts';
import type { IndexEntry } from './scan-index.ts';

type FetchedChart = Extract<ResolvedChart, { kind: 'chart' }>;

const FILE = 'chart.tgz';

/** Brings charts from repositories that are asked by HTTP. */
export class Charts {
  readonly #locator: Locator;
  readonly #downloads: Downloads;
  readonly #artifacts: Artifacts;
  readonly #revisions: Revisions;
  readonly #indexes: Indexes;

  constructor(locator: Locator, downloads: Downloads, artifacts: Artifacts, revisions: Revisions) {
    this.#locator = locator;
    this.#downloads = downloads;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
    this.#indexes = new Indexes(downloads, artifacts, revisions);
  }

  /**
   * @param scope whose right to fetch it is: what one may have is not there for others
   * @throws FetchError
   */
  async get({ repository, name, version }: ChartRef, scope: string): Promise<FetchedChart> {
    const index = indexOf(repository);
    this.#locator.permit(index);
    const reference = [scope, 'chart', repository, name, version];
    const known = await this.#revisions.find(reference);
    const kept = known === undefined ? undefined : await this.#artifacts.find([...reference, known]);
    if (known !== undefined && kept !== undefined) return fetched(kept, known);
    const entry = await this.#choose(index, { name, version, scope });
    const place = readEntry(entry.text, repository);
    const artifact = await this.#artifacts.keep([...reference, entry.version], async (directory) => {
      const digest = await this.#downloads.save(place.url, join(directory, FILE), CHART_LIMITS);
      if (place.sha256 === undefined || place.sha256 === digest) return digest;
      const message = `the archive of ${name} ${entry.version} is not the one that the index tells of`;
      throw new FetchError('wrong-digest', message, 'Do not use it before it is known why.');
    });
    await this.#revisions.keep(reference, entry.version);
    return fetched(artifact, entry.version);
  }

  async #choose(
    index: string,
    { name, version, scope }: { readonly name: string; readonly version: string; readonly scope: string },
  ): Promise<IndexEntry> {
    const { host } = new URL(index);
    const entries = await readIndex(await this.#indexes.read(index, scope), name);
    if (entries === undefined) {
      throw new FetchError('not-found', `${host} has no chart "${name}"`, 'Check its spelling.');
    }
    const found = newestVersion(entries, version);
    if (found !== undefined) return found;
    const message = `${host} has no version of "${name}"${version === '' ? '' : ` within "${version}"`}`;
    throw new FetchError('not-found', message, 'Choose one that it has.');
  }
}

function fetched({ id, directory }: Artifact, version: string): FetchedChart {
  return { kind: 'chart', version, digest: id, file: join(directory, FILE) };
}

/** Behind the path, and before what may follow it: a query. */
function indexOf(repository: string): string {
  const url = URL.canParse(repository) ? new URL(repository) : undefined;
  if (url === undefined) {
    throw new FetchError(
      'bad-address',
      'it is not the address of a repository of charts',
      'Write it as https://host/path.',
    );
  }
  url.pathname = `${url.pathname.replace(/\/$/, '')}/index.yaml`;
  return url.href;
}

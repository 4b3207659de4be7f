import { Scalar, Sequence } from '../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import type { Rights } from '../credentials/rights.ts';
import type { Downloads } from '../http/download.ts';
import { CHART_LIMITS, limitsWith } from '../http/limits.ts';
import { FetchError } from '../problem/fetch-error.ts';
import { newestVersion } from '../versions/newest-version.ts';
import type { ChartOrigin, ChartSource, ChosenChart } from './chart-origin.ts';
import type { Indexes } from './indexes.ts';
import { readIndex } from './read-index.ts';

/** Repositories of charts that have an index. */
export class HttpCharts implements ChartOrigin {
  readonly #downloads: Downloads;
  readonly #indexes: Indexes;

  constructor(downloads: Downloads, indexes: Indexes) {
    this.#downloads = downloads;
    this.#indexes = indexes;
  }

  scopeOf({ url }: ChartSource, rights: Rights): string {
    return rights.of(indexOf(url)).scope;
  }

  async choose({ url: repository, name, version: wanted }: ChartSource, options: FetchOptions): Promise<ChosenChart> {
    const { rights, signal } = options;
    const index = indexOf(repository);
    const right = rights.of(index);
    const { host } = new URL(index);
    const entries = await readIndex(await this.#indexes.read(index, right, options), name);
    if (entries === undefined) {
      throw new FetchError('no-such-ref', `${host} has no chart "${name}"`, 'Check its spelling.');
    }
    const found = newestVersion(entries, wanted);
    if (found === undefined) {
      const message = `${host} has no version of "${name}"${wanted === '' ? '' : ` within "${wanted}"`}`;
      throw new FetchError('no-such-ref', message, 'Choose one that it has.');
    }
    const { url, sha256 } = readEntry(found.text, repository);
    const get = async (): Promise<Uint8Array> => {
      // An index names any host: what goes along is what is granted for that address.
      const { credential } = rights.of(url);
      const asking = { credential: right.isKnown ? await credential(signal) : undefined };
      return (await this.#downloads.get(url, limitsWith(CHART_LIMITS, options), asking)).bytes;
    };
    return { version: found.version, sha256, get };
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

/**
 * @param text of one version, as the index has it: a list of one
 * @throws FetchError `bad-answer`
 * @see helm.sh/helm pkg/repo ResolveReferenceURL
 */
function readEntry(text: string, repository: string): { readonly url: string; readonly sha256: string | undefined } {
  const [document] = parseYaml(new Source(text)).documents;
  const entry = document instanceof Sequence ? document.items[0] : undefined;
  const [first] = itemsAt(entry, 'urls');
  const url = first instanceof Scalar ? absolute(first.text, repository) : undefined;
  if (url === undefined) {
    throw new FetchError('bad-answer', 'the index does not say where the chart is', 'Tell who runs the repository.');
  }
  const digest = textAt(entry, 'digest')
    .replace(/^sha256:/, '')
    .toLowerCase();
  return { url, sha256: /^[0-9a-f]{64}$/.test(digest) ? digest : undefined };
}

/** The query of the repository's own address goes along, as tokens stand there. */
function absolute(reference: string, repository: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) return reference;
  const base = new URL(repository);
  base.pathname = `${base.pathname.replace(/\/$/, '')}/`;
  if (!URL.canParse(reference, base.href)) return undefined;
  const url = new URL(reference, base.href);
  url.search = base.search;
  return url.href;
}

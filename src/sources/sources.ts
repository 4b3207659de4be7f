import type { SourceRef } from '../tree/sources/source-ref.ts';
import { Locator, type Resolve } from './address/locate.ts';
import { Charts } from './charts/charts.ts';
import type { GitAccess, ObjectFormat } from './contract/git-access.ts';
import type { ChartRef, Resolved, ResolvedChart, Unavailable } from './contract/source-ref.ts';
import { Clones } from './git/clones.ts';
import { Downloads } from './http/download.ts';
import { Files } from './http/files.ts';
import { FetchError } from './problem/fetch-error.ts';
import type { FetchSettings } from './settings/fetch-settings.ts';
import { type Artifact, Artifacts } from './store/artifacts.ts';
import { Revisions } from './store/revisions.ts';

interface SourcesOptions {
  readonly settings: FetchSettings;
  /** Absolute path of the folder that keeps what was fetched. */
  readonly directory: string;
  readonly git: GitAccess;
  /** How long it holds what a reference that may move led to; in milliseconds. */
  readonly freshFor: number;
  /** How much is kept on the disk. */
  readonly mostBytes?: number;
  /** The system's by default. */
  readonly resolveName?: Resolve;
}

/** Fetches at once. */
const SIDE_BY_SIDE = 8;
const MOST_BYTES = 4 * 1024 ** 3;
/** Whoever asks without a credential. */
const ANYBODY = 'anonymous';

/** What lies elsewhere: fetched, and kept on the disk. */
export class Sources {
  readonly #downloads: Downloads;
  readonly #files: Files;
  readonly #clones: Clones;
  readonly #charts: Charts;

  constructor({ settings, directory, git, freshFor, mostBytes = MOST_BYTES, resolveName }: SourcesOptions) {
    const locator = new Locator(settings, resolveName);
    const artifacts = new Artifacts(directory, mostBytes);
    const revisions = new Revisions(directory, freshFor);
    this.#downloads = new Downloads(locator);
    this.#files = new Files(locator, this.#downloads, git, artifacts, revisions);
    this.#charts = new Charts(locator, this.#downloads, artifacts, revisions);
    this.#clones = new Clones(locator, this.#downloads, git, artifacts, revisions);
  }

  /**
   * @param wanted by keys of the caller
   * @param options.format how the repository that refers to them names its objects
   * @returns something for each key; it is not thrown for what cannot be had
   */
  async resolve(
    wanted: ReadonlyMap<string, SourceRef>,
    { format, signal }: { readonly format: ObjectFormat; readonly signal?: AbortSignal },
  ): Promise<ReadonlyMap<string, Resolved>> {
    const waiting = [...wanted];
    const resolved = new Map<string, Resolved>();
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [key, source] = next;
        resolved.set(key, await this.#resolve(source, format, signal));
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    return resolved;
  }

  /** @returns the archive of a chart; it is not thrown for one that cannot be had */
  async chart(chart: ChartRef): Promise<ResolvedChart> {
    try {
      return await this.#charts.get(chart, ANYBODY);
    } catch (error) {
      return unavailable(error);
    }
  }

  /** Lets go of connections. */
  close(): void {
    this.#downloads.close();
  }

  async #resolve(source: SourceRef, format: ObjectFormat, signal: AbortSignal | undefined): Promise<Resolved> {
    try {
      if (source.kind === 'file') return asObject('file', await this.#files.get(source.url, ANYBODY, format, signal));
      if (source.kind !== 'clone')
        throw new FetchError('off', 'sources of Flux are not fetched here', 'Copy it into this repository.');
      const cloned = await this.#clones.get(source, ANYBODY, signal);
      if (cloned.id.length === (format === 'sha1' ? 40 : 64)) return asObject('directory', cloned);
      return {
        kind: 'unavailable',
        reason: 'it names its objects by another hash than this repository',
        remedy: 'Copy it into this repository.',
      };
    } catch (error) {
      return unavailable(error);
    }
  }
}

function unavailable(error: unknown): Unavailable {
  if (!(error instanceof FetchError)) throw error;
  return { kind: 'unavailable', reason: error.message, remedy: error.remedy };
}

function asObject(
  kind: 'directory' | 'file',
  { id, revision, directory }: Artifact & { readonly revision: string },
): Resolved {
  return { kind, id, revision, gitDirectory: directory };
}

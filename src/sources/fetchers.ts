import type { SourceRef } from '../tree/sources/source-ref.ts';
import { Locator, type Resolve } from './address/locate.ts';
import { Charts } from './charts/charts.ts';
import { HttpCharts } from './charts/http-charts.ts';
import { Indexes } from './charts/indexes.ts';
import { OciCharts } from './charts/oci-charts.ts';
import type { FetchWatch } from './contract/fetch-watch.ts';
import type { GitAccess, ObjectFormat } from './contract/git-access.ts';
import type { OnlyHosts } from './contract/only-hosts.ts';
import { type Holdings, Rights } from './credentials/rights.ts';
import { Clones } from './git/clones.ts';
import { Remotes } from './git/remotes.ts';
import { type AskedBy, askedBy, hostKey } from './host-of.ts';
import { Downloads } from './http/download.ts';
import { Files } from './http/files.ts';
import { Names } from './names/names.ts';
import { Pulls } from './names/pulls.ts';
import { Images } from './oci/images.ts';
import { OciArtifacts } from './oci/oci-artifacts.ts';
import { FetchError } from './problem/fetch-error.ts';
import type { Asker } from './settings/asker.ts';
import type { FetchSettings } from './settings/fetch-settings.ts';
import { hostName } from './settings/host-list.ts';
import type { Artifacts, Found } from './store/artifacts.ts';
import { GitArtifacts } from './store/git-artifacts.ts';
import type { Revisions } from './store/revisions.ts';

/** What all that fetch share. */
export interface Store {
  readonly settings: FetchSettings;
  /** Absolute path of the folder that keeps what was fetched. */
  readonly directory: string;
  readonly isOffline: boolean;
  readonly resolveName: Resolve | undefined;
  readonly git: GitAccess;
  readonly artifacts: Artifacts;
  readonly revisions: Revisions;
}

/** For whom one reference is fetched, and with what. */
export interface FetchFor {
  readonly asker: Asker;
  readonly holdings: Holdings;
  readonly signal: AbortSignal | undefined;
  readonly watch: FetchWatch;
}

/** What a reference led to; present: it is there, and nothing of it is fetched. */
export type Fetched = (Found & { readonly kind: 'directory' | 'file' }) | { readonly kind: 'present' };

/**
 * Fetches for one asker: connections, and what is known of hosts that fail, are its own, so that nobody waits for what others
 * refer to.
 */
export class Fetchers {
  readonly #locators: Readonly<Record<AskedBy, Locator>>;
  readonly #downloads: readonly Downloads[];
  readonly #files: Files;
  readonly #clones: Clones;
  readonly #ofRegistries: OciArtifacts;
  readonly #charts: Charts;
  readonly #images: Images;
  readonly #names: Names;
  readonly #pulls: Pulls;

  /** @param only the hosts that are contacted; all that the settings allow where absent */
  constructor(store: Store, only?: OnlyHosts) {
    const { settings, directory, resolveName, isOffline, git, artifacts, revisions } = store;
    const locatorOf = (by: AskedBy) =>
      new Locator(
        settings,
        resolveName,
        only && { whose: only.whose, has: (url) => only.hosts.has(hostKey(by, hostName(url))) },
        isOffline,
      );
    const locators = {
      file: locatorOf('file'),
      git: locatorOf('git'),
      oci: locatorOf('oci'),
      charts: locatorOf('charts'),
    };
    const downloads = {
      file: new Downloads(locators.file, settings),
      git: new Downloads(locators.git, settings),
      oci: new Downloads(locators.oci, settings),
      charts: new Downloads(locators.charts, settings),
    };
    const ofGit = new GitArtifacts(git, artifacts);
    const indexes = new Indexes(downloads.charts, artifacts, revisions);
    const origins = { http: new HttpCharts(downloads.charts, indexes), oci: new OciCharts(downloads.oci) };
    const remotes = new Remotes(locators.git, downloads.git, settings, directory);
    this.#locators = locators;
    this.#downloads = Object.values(downloads);
    this.#ofRegistries = new OciArtifacts(downloads.oci, ofGit, revisions);
    this.#images = new Images(downloads.oci, revisions);
    this.#files = new Files(downloads.file, ofGit, revisions);
    this.#charts = new Charts(origins, ofGit, revisions);
    this.#clones = new Clones(remotes, git, ofGit, revisions);
    this.#pulls = new Pulls(ofGit, revisions);
    this.#names = new Names({ remotes, git, downloads: downloads.oci }, ofGit, revisions);
  }

  /** @throws FetchError */
  async fetch(source: SourceRef, format: ObjectFormat, { asker, holdings, ...watched }: FetchFor): Promise<Fetched> {
    const options = { ...watched, rights: new Rights(asker, this.#locators[askedBy(source)], holdings) };
    if (source.kind === 'file') return { kind: 'file', ...(await this.#files.get(source.url, format, options)) };
    if (source.kind === 'chart') return { kind: 'file', ...(await this.#charts.get(source, format, options)) };
    if (source.kind === 'image') {
      await this.#images.find(source, options);
      return { kind: 'present' };
    }
    if (source.kind === 'pulls') return { kind: 'file', ...(await this.#pulls.get(source, format, options)) };
    if (source.kind === 'names') return { kind: 'file', ...(await this.#names.get(source, format, options)) };
    if (source.kind === 'oci') return { kind: 'directory', ...(await this.#ofRegistries.get(source, format, options)) };
    const cloned = await this.#clones.get(source, options);
    if (cloned.id.length === (format === 'sha1' ? 40 : 64)) return { kind: 'directory', ...cloned };
    const message = 'it names its objects by another hash than this repository';
    throw new FetchError('other-format', message, 'Copy it into this repository.');
  }

  /** Lets go of connections. */
  close(): void {
    for (const each of this.#downloads) each.close();
  }
}

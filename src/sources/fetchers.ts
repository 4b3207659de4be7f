import type { SourceRef } from '../tree/sources/source-ref.ts';
import { Locator, type Resolve } from './address/locate.ts';
import type { FetchWatch } from './contract/fetch-watch.ts';
import type { GitAccess, ObjectFormat } from './contract/git-access.ts';
import type { OnlyHosts } from './contract/only-hosts.ts';
import { type Holdings, Rights } from './credentials/rights.ts';
import { Clones } from './git/clones.ts';
import { Remotes } from './git/remotes.ts';
import { type AskedBy, hostKey } from './host-of.ts';
import { Downloads } from './http/download.ts';
import { Files } from './http/files.ts';
import { OciArtifacts } from './oci/oci-artifacts.ts';
import { FetchError } from './problem/fetch-error.ts';
import type { Asker } from './settings/asker.ts';
import type { FetchSettings } from './settings/fetch-settings.ts';
import { hostName } from './settings/host-list.ts';
import type { Artifact, Artifacts } from './store/artifacts.ts';
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

/** What a reference led to. */
export interface Fetched extends Artifact {
  readonly kind: 'directory' | 'file';
  readonly revision: string;
  readonly follows?: string | undefined;
}

/**
 * Fetches for one asker: connections, and what is known of hosts that fail, are its own, so that nobody waits for what others
 * refer to.
 */
export class Fetchers {
  readonly #locators: Readonly<Record<SourceRef['kind'], Locator>>;
  readonly #downloads: readonly Downloads[];
  readonly #files: Files;
  readonly #clones: Clones;
  readonly #ofRegistries: OciArtifacts;

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
    const [ofFiles, ofClones, ofRegistries] = [locatorOf('file'), locatorOf('git'), locatorOf('oci')];
    const downloads = new Downloads(ofFiles, settings);
    const asking = new Downloads(ofClones, settings);
    const pulling = new Downloads(ofRegistries, settings);
    this.#locators = { file: ofFiles, git: ofClones, clone: ofClones, oci: ofRegistries };
    this.#downloads = [downloads, asking, pulling];
    this.#ofRegistries = new OciArtifacts(pulling, git, artifacts, revisions);
    this.#files = new Files(downloads, git, artifacts, revisions);
    this.#clones = new Clones(new Remotes(ofClones, asking, settings, directory), git, artifacts, revisions);
  }

  /** @throws FetchError */
  async fetch(source: SourceRef, format: ObjectFormat, { asker, holdings, ...watched }: FetchFor): Promise<Fetched> {
    const options = { ...watched, rights: new Rights(asker, this.#locators[source.kind], holdings) };
    if (source.kind === 'file') return { kind: 'file', ...(await this.#files.get(source.url, format, options)) };
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

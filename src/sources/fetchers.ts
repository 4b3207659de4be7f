import type { SourceRef } from '../tree/sources/source-ref.ts';
import { Locator, type Resolve } from './address/locate.ts';
import type { OnlyHosts } from './contract/asker.ts';
import type { FetchOptions } from './contract/fetch-watch.ts';
import type { GitAccess, ObjectFormat } from './contract/git-access.ts';
import { Clones } from './git/clones.ts';
import { type AskedBy, hostKey } from './host-of.ts';
import { Downloads } from './http/download.ts';
import { Files } from './http/files.ts';
import { OciArtifacts } from './oci/oci-artifacts.ts';
import { FetchError } from './problem/fetch-error.ts';
import type { FetchSettings } from './settings/fetch-settings.ts';
import { hostName } from './settings/host-list.ts';
import type { Artifact, Artifacts } from './store/artifacts.ts';
import type { Revisions } from './store/revisions.ts';

/** What all that fetch share. */
export interface Store {
  readonly settings: FetchSettings;
  readonly resolveName: Resolve | undefined;
  readonly git: GitAccess;
  readonly artifacts: Artifacts;
  readonly revisions: Revisions;
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
  readonly #downloads: readonly Downloads[];
  readonly #files: Files;
  readonly #clones: Clones;
  readonly #ofRegistries: OciArtifacts;

  /** @param only the hosts that are contacted; all that the settings allow where absent */
  constructor({ settings, resolveName, git, artifacts, revisions }: Store, only?: OnlyHosts) {
    const locatorOf = (by: AskedBy) =>
      new Locator(
        settings,
        resolveName,
        only && { whose: only.whose, has: (url) => only.hosts.has(hostKey(by, hostName(url))) },
      );
    const [ofFiles, ofClones, ofRegistries] = [locatorOf('file'), locatorOf('git'), locatorOf('oci')];
    const downloads = new Downloads(ofFiles);
    const asking = new Downloads(ofClones);
    const pulling = new Downloads(ofRegistries);
    this.#downloads = [downloads, asking, pulling];
    this.#ofRegistries = new OciArtifacts(ofRegistries, pulling, git, artifacts, revisions);
    this.#files = new Files(ofFiles, downloads, git, artifacts, revisions);
    this.#clones = new Clones(ofClones, asking, git, artifacts, revisions);
  }

  /** @throws FetchError */
  async fetch(source: SourceRef, format: ObjectFormat, options: FetchOptions): Promise<Fetched> {
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

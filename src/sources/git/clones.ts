import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceRef } from '../../tree/sources/source-ref.ts';
import type { Located, Locator } from '../address/locate.ts';
import type { FetchOptions } from '../contract/fetch-watch.ts';
import type { GitAccess, GitLimits, ObjectFormat } from '../contract/git-access.ts';
import type { Downloads } from '../http/download.ts';
import type { Artifact, Artifacts } from '../store/artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import type { Advertised } from './choose-ref.ts';
import { gitProblem } from './git-problem.ts';
import { redirected } from './redirected.ts';
import { remoteAddress } from './remote-address.ts';
import { type Wanted, wantedBy } from './wanted.ts';

/** A repository's files alone, as manifests have them, with much else beside. */
const LIMITS: GitLimits = { bytes: 512 * 1024 * 1024, time: 5 * 60_000 };
/** What a remote is asked first takes a moment. In milliseconds. */
const ASK_LIMITS: GitLimits = { bytes: 0, time: 30_000 };

/** Brings a repository as it is at a commit, without history, submodules, filters or hooks. */
export class Clones {
  readonly #locator: Locator;
  readonly #downloads: Downloads;
  readonly #git: GitAccess;
  readonly #artifacts: Artifacts;
  readonly #revisions: Revisions;

  constructor(locator: Locator, downloads: Downloads, git: GitAccess, artifacts: Artifacts, revisions: Revisions) {
    this.#locator = locator;
    this.#downloads = downloads;
    this.#git = git;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
  }

  /**
   * @throws FetchError
   */
  async get(
    source: Extract<SourceRef, { kind: 'clone' | 'git' }>,
    options: FetchOptions,
  ): Promise<Artifact & { readonly revision: string; readonly follows: string | undefined }> {
    const { scope, signal } = options;
    const wanted = wantedBy(source);
    const { key, commit } = wanted;
    const asFound = (artifact: Artifact, name: string, id: string) => ({
      ...artifact,
      revision: wanted.revision(name, id),
      follows: commit === undefined ? wanted.follows(name) : undefined,
    });
    const address = remoteAddress(wanted.repository);
    this.#locator.permit(address);
    const [known = '', name = ''] = commit === undefined ? await this.#known([scope, address, key]) : [commit];
    const kept = known === '' ? undefined : await this.#artifacts.find([scope, address, known]);
    if (kept !== undefined) return asFound(kept, name, known);
    const located = await this.#locator.locate(await redirected(address, this.#downloads, options));
    const found = commit === undefined ? await this.#ask(located, wanted, signal) : { name: '', id: commit, commit };
    const place = [scope, address, found.commit];
    const artifact = (await this.#artifacts.find(place)) ?? (await this.#fetch(place, located, found, options));
    if (commit === undefined) await this.#revisions.keep([scope, address, key], `${found.commit} ${found.name}`);
    return asFound(artifact, found.name, found.commit);
  }

  /** @returns the commit that a reference led to lately, and the full name that it was found by */
  async #known(reference: readonly string[]): Promise<readonly string[]> {
    return (await this.#revisions.find(reference))?.split(' ') ?? [];
  }

  /** Where a name leads now. */
  async #ask(located: Located, { refs, choose }: Wanted, signal: AbortSignal | undefined): Promise<Advertised> {
    return choose(refs.length === 0 ? new Map() : await this.#refsOf(located, refs, signal), located.url.host);
  }

  async #refsOf(
    located: Located,
    names: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<ReadonlyMap<string, string>> {
    const directory = await mkdtemp(join(tmpdir(), 'blast-radius-ask-'));
    try {
      this.#git.fillBareDirectory(directory, 'sha1');
      return await this.#git.refsOf(directory, located, names, ASK_LIMITS, signal);
    } catch (error) {
      throw gitProblem(error, located.url.host);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  #fetch(
    name: readonly string[],
    located: Located,
    { id }: Advertised,
    { signal, watch }: FetchOptions,
  ): Promise<Artifact> {
    const format: ObjectFormat = id.length === 64 ? 'sha256' : 'sha1';
    return this.#artifacts.keep(name, async (directory) => {
      try {
        this.#git.fillBareDirectory(directory, format);
        return await this.#git.fetchTree(directory, located, id, { ...LIMITS, received: watch?.received }, signal);
      } catch (error) {
        throw gitProblem(error, located.url.host);
      }
    });
  }
}

import type { SourceRef } from '../../tree/sources/source-ref.ts';
import type { GitAccess, GitLimits, GitRemote, ObjectFormat } from '../contract/git-access.ts';
import type { FetchOptions } from '../credentials/fetch-options.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Artifact, Found } from '../store/artifacts.ts';
import type { GitArtifacts } from '../store/git-artifacts.ts';
import type { Revisions } from '../store/revisions.ts';
import type { Advertised } from './choose-ref.ts';
import { gitProblem } from './git-problem.ts';
import { refsOf } from './refs-of.ts';
import { remoteAddress } from './remote-address.ts';
import type { Remotes } from './remotes.ts';
import { type Cloned, Submodules } from './submodules.ts';
import { type Wanted, wantedBy } from './wanted.ts';

/** A repository's files alone, as manifests have them, with much else beside. */
const LIMITS: GitLimits = { bytes: 512 * 1024 * 1024, time: 5 * 60_000 };

type GitSource = Extract<SourceRef, { kind: 'clone' | 'git' }>;

/** What a repository was found to be, without its submodules. */
type Alone = Cloned & Pick<Found, 'revision' | 'follows'>;

/** Of one reference, those of submodules among them: somebody waits. */
const MOST_SUBMODULES = 20;

const COPY = 'Copy what is needed of it.';

/** Brings a repository as it is at a commit, without history, filters or hooks; with submodules where that is asked for. */
export class Clones {
  readonly #remotes: Remotes;
  readonly #git: GitAccess;
  readonly #artifacts: GitArtifacts;
  readonly #revisions: Revisions;
  readonly #submodules: Submodules;

  constructor(remotes: Remotes, git: GitAccess, artifacts: GitArtifacts, revisions: Revisions) {
    this.#remotes = remotes;
    this.#git = git;
    this.#artifacts = artifacts;
    this.#revisions = revisions;
    this.#submodules = new Submodules(git, artifacts, revisions);
  }

  /** @throws FetchError */
  async get(source: GitSource, options: FetchOptions): Promise<Found> {
    const { revision, follows, ...cloned } = await this.#alone(source, options);
    const had = source.submodules === true ? await this.#ifPossible(cloned, options) : cloned.artifact;
    return { ...had, revision, follows };
  }

  /** Without its submodules where one of them cannot be had: only what is read there is then not known. */
  async #ifPossible(cloned: Cloned, options: FetchOptions): Promise<Artifact & Pick<Found, 'lacking'>> {
    try {
      return await this.#whole(cloned, options, { left: MOST_SUBMODULES });
    } catch (error) {
      const why = gitProblem(error, cloned.address, false);
      if (!(why instanceof FetchError)) throw error;
      return { ...cloned.artifact, lacking: { code: why.code, reason: why.message, remedy: why.remedy } };
    }
  }

  /**
   * With its submodules: of those, too, what anybody may read brings nothing private along, and what is kept for one grant
   * nothing of another.
   */
  #whole(cloned: Cloned, options: FetchOptions, count: { left: number }): Promise<Artifact> {
    const { scope } = options.rights.of(cloned.address);
    return this.#submodules.addTo(cloned, async (address, commit) => {
      const right = options.rights.of(address);
      count.left -= 1;
      if (count.left < 0) throw new FetchError('denied', `there are more than ${MOST_SUBMODULES}`, COPY);
      if (right.isKnown && right.scope !== scope) {
        throw new FetchError('denied', 'it would take other credentials than the repository that holds it', COPY);
      }
      const part = await this.#alone({ kind: 'clone', repository: address, ref: commit, submodules: true }, options);
      return this.#whole(part, options, count);
    });
  }

  async #alone(source: GitSource, options: FetchOptions): Promise<Alone> {
    const wanted = wantedBy(source);
    const { key, commit } = wanted;
    const address = remoteAddress(wanted.repository);
    const right = options.rights.of(address);
    const { scope } = right;
    const asFound = (artifact: Artifact, name: string, id: string): Alone => ({
      ...{ artifact, address, name: [scope, address, id] },
      revision: wanted.revision(name, id),
      follows: commit === undefined ? wanted.follows(name) : undefined,
    });
    const [known = '', name = ''] = commit === undefined ? await this.#known([scope, address, key]) : [commit];
    const kept = known === '' ? undefined : await this.#artifacts.find([scope, address, known]);
    if (kept !== undefined) return asFound(kept, name, known);
    return this.#remotes.over(address, right, options, async (remote) => {
      const isNamed = commit === undefined;
      const found = isNamed ? await this.#ask(remote, wanted, options.signal) : { name: '', id: commit, commit };
      const place = [scope, address, found.commit];
      const artifact = (await this.#artifacts.find(place)) ?? (await this.#fetch(place, remote, found, options));
      if (isNamed) await this.#revisions.keep([scope, address, key], `${found.commit} ${found.name}`);
      return asFound(artifact, found.name, found.commit);
    });
  }

  /** @returns the commit that a reference led to lately, and the full name that it was found by */
  async #known(reference: readonly string[]): Promise<readonly string[]> {
    return (await this.#revisions.find(reference))?.split(' ') ?? [];
  }

  /** Where a name leads now. */
  async #ask(remote: GitRemote, { refs, choose }: Wanted, signal: AbortSignal | undefined): Promise<Advertised> {
    return choose(refs.length === 0 ? new Map() : await refsOf(this.#git, remote, refs, signal), remote.shown);
  }

  #fetch(
    name: readonly string[],
    remote: GitRemote,
    { id }: Advertised,
    { signal, watch }: FetchOptions,
  ): Promise<Artifact> {
    const format: ObjectFormat = id.length === 64 ? 'sha256' : 'sha1';
    const limits = { ...LIMITS, received: watch?.received };
    return this.#artifacts.keep(name, format, (directory) =>
      this.#git.fetchTree(directory, remote, id, limits, signal),
    );
  }
}

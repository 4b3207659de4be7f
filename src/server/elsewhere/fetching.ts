import type { GitRepository } from '../../git/repository/git-repository.ts';
import type { AskingRepository, ResolvedElsewhere } from '../../github/api/review-commits.ts';
import type { OnlyHosts } from '../../sources/contract/only-hosts.ts';
import { type Answer, gitDirectoriesOf } from '../../sources/contract/source-ref.ts';
import type { FetchErrorCode } from '../../sources/problem/fetch-error.ts';
import type { Asker } from '../../sources/settings/asker.ts';
import type { Sources } from '../../sources/sources.ts';
import type { SourceRef } from '../../tree/sources/source-ref.ts';
import { FetchProgress } from './fetch-progress.ts';
import { FetchTime } from './fetch-time.ts';

/** What fetches, and for how long for one review or question. */
export interface Elsewhere {
  readonly sources: Sources;
  readonly seconds: number;
}

/** For whom something is fetched. */
export interface Asking {
  readonly repository: AskingRepository;
  /** Reads what was fetched beside its own objects. */
  readonly mirror: GitRepository;
  readonly signal: AbortSignal;
  /** What was resolved for another review of the same moment. */
  readonly known?: ResolvedElsewhere | undefined;
  readonly onFetching?: ((what: string) => void) | undefined;
}

/** What passes by itself, mostly. */
const PASSING: ReadonlySet<FetchErrorCode> = new Set(['unreachable', 'failing', 'too-slow', 'rate-limited']);

/** The fetches of one review or question. */
export class Fetching {
  readonly #sources: Sources;
  readonly #asking: Asking;
  readonly #time: FetchTime;
  readonly #progress: FetchProgress;
  readonly #directories: Set<string>;
  #isUnfinished = false;

  constructor({ sources, seconds }: Elsewhere, asking: Asking) {
    this.#sources = sources;
    this.#asking = asking;
    this.#time = new FetchTime(seconds);
    this.#progress = new FetchProgress(asking.onFetching ?? (() => undefined));
    this.#directories = new Set(asking.known?.gitDirectories);
  }

  /** Absolute paths of the bare git directories that hold what was fetched so far. */
  get directories(): readonly string[] {
    return [...this.#directories];
  }

  /** Whether anything could not be had that may be there in a moment. */
  get isUnfinished(): boolean {
    return this.#isUnfinished;
  }

  /** Who asks, where it is what the repository itself holds. */
  get repository(): Asker {
    const { installation, name } = this.#asking.repository;
    return this.#sources.askerFor({ installation, repository: name });
  }

  /** @throws AbortError */
  async resolve(
    needed: ReadonlyMap<string, SourceRef>,
    as: { readonly asker: Asker; readonly only?: OnlyHosts },
  ): Promise<ReadonlyMap<string, Answer>> {
    const { mirror, signal } = this.#asking;
    const options = { ...as, format: mirror.format, watch: this.#progress.hosts };
    const found = await this.#progress.during(() =>
      this.#time.during(signal, (stop) => this.#sources.resolve(needed, { ...options, signal: stop })),
    );
    signal.throwIfAborted();
    const isPassing = ([key, each]: readonly [string, Answer]) => {
      const why = each.kind === 'unavailable' ? each : each.kind === 'directory' ? each.lacking : undefined;
      return why !== undefined && PASSING.has(why.code) && needed.get(key)?.kind !== 'image';
    };
    if ([...found].some(isPassing)) this.#isUnfinished = true;
    const directories = gitDirectoriesOf(found.values());
    await mirror.readAlso(directories);
    for (const each of directories) this.#directories.add(each);
    return found;
  }

  /** @returns the hosts that references lead to */
  hostsOf(references: Iterable<SourceRef>): Promise<ReadonlySet<string>> {
    return this.#sources.hostsOf(references);
  }
}

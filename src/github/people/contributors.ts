import type { ApprovalLog } from '../../policy/approvals/approval-log.ts';
import { withBaseChange } from '../../policy/approvals/base-change.ts';
import type { PersonReview } from '../../policy/approvals/grants-of.ts';
import type { GitHub } from '../api/github.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import { readFormerHeads } from './former-heads.ts';
import { type PullRecords, readPullRecords } from './pull-records.ts';
import { readPushers } from './read-pushers.ts';

/** The people of the pull requests that share a check: who acted on them, and who reviewed them. */
export class Contributors {
  readonly #github: GitHub;
  readonly #pulls: readonly OpenPull[];
  #records: Promise<readonly PullRecords[]> | undefined;
  readonly #histories = new Map<number, Promise<PullRecords>>();
  readonly #formerHeads = new Map<number, Promise<readonly string[]>>();
  #acted: Promise<Acted> | undefined;

  constructor(github: GitHub, pulls: readonly OpenPull[]) {
    this.#github = github;
    this.#pulls = pulls;
  }

  /** @returns the reviews of one of them, the oldest first */
  async reviewsOf(number: number): Promise<readonly PersonReview[]> {
    const index = this.#pulls.findIndex(({ ref }) => ref.number === number);
    return (await this.#read())[index]?.reviews ?? [];
  }

  /** @returns the branches that one of them went into before. They may be read earlier than what people do now */
  async formerBasesOf(pull: OpenPull): Promise<readonly string[]> {
    return (await this.#historyOf(pull)).formerBases;
  }

  /** @returns heads that one of them may have been reviewed at; likewise */
  formerHeadsOf(pull: OpenPull): Promise<readonly string[]> {
    const { number } = pull.ref;
    const found = this.#formerHeads.get(number) ?? this.#readFormerHeads(pull);
    this.#formerHeads.set(number, found);
    return found;
  }

  /** @returns when one of them was retargeted last, ISO 8601; `undefined` where it never was */
  async intoBaseSince(number: number): Promise<string | undefined> {
    const index = this.#pulls.findIndex(({ ref }) => ref.number === number);
    return (await this.#read())[index]?.intoBaseSince;
  }

  /** @returns the log of one of them, less what ended when its base was changed; `digests` as {@link withBaseChange} */
  async endedByBase(number: number, log: ApprovalLog, digests: Readonly<Record<string, string>>): Promise<ApprovalLog> {
    // What asks for nothing costs no request.
    if (Object.keys(digests).length === 0) return log;
    const own = this.#pulls.find(({ ref }) => ref.number === number);
    const areClicksTold = own !== undefined && !isOfFork(own);
    return withBaseChange(log, digests, await this.intoBaseSince(number), areClicksTold);
  }

  /** Everyone who opened, pushed, committed, co-authored, retargeted, reopened or asked for any of them. */
  acted(): Promise<Acted> {
    this.#acted ??= this.#readActed();
    return this.#acted;
  }

  async #readActed(): Promise<Acted> {
    const records = await this.#read();
    const pushers = await Promise.all(
      this.#pulls.map((pull, index) => readPushers(this.#github, pull, records[index]?.commits ?? [])),
    );
    const logins = [...records.flatMap(({ actors }) => actors), ...pushers.flatMap((each) => each.logins)];
    const [unknown] = [...records, ...pushers].flatMap((each) => each.unknown ?? []);
    return { logins: new Set(logins.map((login) => login.toLowerCase())), unknown };
  }

  async #readFormerHeads(pull: OpenPull): Promise<readonly string[]> {
    return readFormerHeads(this.#github, pull, await this.#historyOf(pull));
  }

  #historyOf({ ref }: OpenPull): Promise<PullRecords> {
    const found = this.#histories.get(ref.number) ?? readPullRecords(this.#github, ref);
    this.#histories.set(ref.number, found);
    return found;
  }

  #read() {
    this.#records ??= Promise.all(this.#pulls.map(({ ref }) => readPullRecords(this.#github, ref)));
    return this.#records;
  }
}

/** GitHub names no pull request of a fork in what it says of a check run. */
function isOfFork({ ref, headRepository }: OpenPull): boolean {
  return headRepository?.owner !== ref.owner || headRepository.repo !== ref.repo;
}

export interface Acted {
  /** In lower case. */
  readonly logins: ReadonlySet<string>;
  /** Why not all of them are known; `undefined` where they are. */
  readonly unknown: string | undefined;
}

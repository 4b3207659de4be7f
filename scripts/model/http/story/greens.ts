import type { PullHandle } from '../../../../test/fake-github/handles/pull-handle.ts';
import type { CheckRun } from '../../../../test/fake-github/state/repository.ts';
import type { Truth } from '../../truth/truth.ts';
import { type Cluster, type Content, clusters, clusterTargets, isForPeople, targets } from '../../world/effects.ts';

const prefix = 'blast-radius: ';

/** A check of all clusters, or of one. */
interface Green {
  readonly commit: string;
  readonly base: string;
  readonly cluster: Cluster | undefined;
}

/** What is known of a story. */
interface Known {
  readonly truth: Truth;
  readonly pulls: readonly PullHandle[];
  /** By base, all that its tip has held, the newest last, with the turns in which each came. */
  readonly tips: ReadonlyMap<string, readonly { readonly content: Content; readonly since: number }[]>;
  /** What a commit touches, and who made the commits up to it. */
  readonly headOf: (commit: string) => { readonly content: Content; readonly authors: readonly string[] };
  /** The open pull requests that have its head and base. */
  readonly sharing: (pull: PullHandle) => readonly PullHandle[];
  readonly note: (line: string) => void;
}

/**
 * Holds the green checks of a story to the truth: when one is written, to what was true at some moment since everything
 * rested, as nobody outside the App knows when it looked; and at rest, to what is true now.
 */
export class Greens {
  /** Those that should not have been. */
  readonly wrong: string[] = [];
  judged = 0;
  /** How many of them rested on approvals. */
  approved = 0;
  readonly #story: Known;
  /** The turn in which everything rested, and what was open where then. */
  #since = 0;
  #found: readonly string[] = [];

  constructor(story: Known) {
    this.#story = story;
  }

  beginsAnew(): void {
    this.#since = this.#story.truth.turn;
    this.#found = this.#open().map(keyOf);
  }

  /** A run was made green. */
  written({ name, suite }: CheckRun): void {
    if (!name.startsWith(prefix)) return;
    const [base = '', cluster] = name.slice(prefix.length).split(' / ');
    const commit = suite.headSha;
    this.#story.note(`the App: ${name} of ${commit.slice(0, 7)} is green`);
    const standing = this.#open().filter((pull) => pull.base === base && pull.headSha === commit);
    const known = standing.filter((pull) => this.#found.includes(keyOf(pull)));
    // Of several that have come since, nobody can tell from outside which of them the App knew.
    const pulls = known.length > 0 || standing.length > 1 ? known : standing;
    const about = clusters.find((each) => each === cluster);
    this.#judge({ commit, base, cluster: about }, pulls, this.#since, 'when it was written');
  }

  atRest(): void {
    for (const pull of this.#open()) {
      const { headSha: commit, base, checks } = pull;
      for (const cluster of [undefined, ...clusters]) {
        const name = `${prefix}${base}${cluster === undefined ? '' : ` / ${cluster}`}`;
        if (checks.find((check) => check.name === name)?.conclusion === 'success')
          this.#judge({ commit, base, cluster }, this.#story.sharing(pull), this.#story.truth.turn, 'at rest');
      }
    }
  }

  #open(): readonly PullHandle[] {
    return this.#story.pulls.filter(({ state }) => state === 'open');
  }

  #judge({ commit, base, cluster }: Green, pulls: readonly PullHandle[], from: number, when: string): void {
    if (pulls.length === 0) return;
    const { truth } = this.#story;
    const { content: head, authors } = this.#story.headOf(commit);
    const tips = this.#tipsSince(base, from);
    const numbers = pulls.map(({ number }) => number);
    const about = cluster === undefined ? targets : clusterTargets[cluster];
    const wrong = truth.wrongWith({ commit, base, head, authors, tips, pulls: numbers, about, from, to: truth.turn });
    this.judged += 1;
    if (tips.every((tip) => isForPeople(tip, head, about))) this.approved += 1;
    if (wrong === undefined) return;
    this.wrong.push(`${wrong}, ${when}`);
    this.#story.note(`WRONG: ${wrong}, ${when}`);
  }

  /** The tips that a base had in a time: the App may have judged by any of them. */
  #tipsSince(base: string, from: number): readonly Content[] {
    const tips = this.#story.tips.get(base) ?? [];
    return tips.filter((_, index) => (tips[index + 1]?.since ?? from) >= from).map(({ content }) => content);
  }
}

function keyOf({ number, headSha, base }: PullHandle): string {
  return `${number} ${headSha} ${base}`;
}

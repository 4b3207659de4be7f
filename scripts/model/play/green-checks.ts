import type { Truth } from '../truth/truth.ts';
import {
  type Cluster,
  type Content,
  clusters,
  clusterTargets,
  doesChange,
  isConflicting,
  isForPeople,
  targets,
} from '../world/effects.ts';
import { type CheckRun, commitOf, type World } from '../world/world.ts';
import type { Running } from './machine.ts';

/** An open pull request, and what it would bring where. */
interface Open {
  readonly number: number;
  readonly commit: string;
  readonly base: string;
}

/** What a check speaks for: all clusters, or one. */
interface Green extends Open {
  readonly cluster: Cluster | undefined;
}

/**
 * Holds each green check to the truth: when it is written, to what was true at some moment since the look began, as nobody
 * can read all of GitHub at once; and at rest, to what is true now.
 */
export class GreenChecks {
  /** Those that should not have been. */
  readonly wrong: string[] = [];
  judged = 0;
  /** How many of them rested on approvals. */
  approved = 0;
  /** By commit, the turn in which a base came to it. */
  readonly #moved = new Map<string, number>();
  /** What stood when a look began. */
  readonly #found = new Map<Running, readonly Open[]>();
  readonly #world: World;
  readonly #truth: Truth;

  constructor(world: World, truth: Truth) {
    this.#world = world;
    this.#truth = truth;
  }

  baseMoved(commit: string): void {
    this.#moved.set(commit, this.#truth.turn);
  }

  begins(running: Running): void {
    if (!this.#found.has(running)) this.#found.set(running, this.#open());
  }

  /** The open pull requests that share a check with this one, itself among them. */
  sharing(number: number): readonly number[] {
    const open = this.#open();
    const own = open.find((each) => each.number === number);
    const same = open.filter((each) => each.commit === own?.commit && each.base === own.base);
    return own === undefined ? [number] : same.map((each) => each.number);
  }

  written(run: CheckRun, by: Running): void {
    const [, base, cluster] = /^blast-radius: (\S+)(?: \/ (\S+))?$/.exec(run.name) ?? [];
    if (base === undefined) {
      if (passes(run)) this.wrong.push(`${run.name} passes, which is of no base`);
      return;
    }
    const own = clusters.find((each) => each === cluster);
    if (!passes(run) || this.#world.runOf(run.commit, base, own)?.id !== run.id) return;
    const judged = { number: 0, commit: run.commit, base, cluster: own };
    this.#judge(judged, this.#found.get(by) ?? [], by.since, 'when it was written');
  }

  atRest(): void {
    for (const open of this.#open())
      for (const cluster of [undefined, ...clusters]) {
        const run = this.#world.runOf(open.commit, open.base, cluster);
        if (passes(run)) this.#judge({ ...open, cluster }, this.#open(), this.#truth.turn, 'at rest');
      }
    for (const { name, commit } of this.#greenOfNobody())
      this.wrong.push(`${name} of ${commit.slice(0, 7)} is green, and nobody has it`);
  }

  /**
   * Nobody looks at them when their base moves or an approval is taken back, and whoever comes with such a head finds it so:
   * somebody who opens another pull request, goes back to that base, or pushes a branch back. What was merged keeps its check as
   * long as the base holds all of it: then there is nothing that anybody could merge with it. Which other pull requests had that
   * head there, and when, does not matter.
   */
  #greenOfNobody(): readonly CheckRun[] {
    const newest = new Map(this.#world.runs.map((run) => [`${run.commit} ${run.name}`, run]));
    const open = this.#open();
    return [...newest.values()].filter((run) => {
      const [, base = ''] = /^blast-radius: (\S+)/.exec(run.name) ?? [];
      const isHad = open.some((each) => each.commit === run.commit && each.base === base);
      return passes(run) && !isHad && !this.#isHeld(run.commit, base);
    });
  }

  #isHeld(commit: string, base: string): boolean {
    const world = this.#world;
    const isMerged = world.pulls.some(
      (pull) => pull.closed?.isMerged === true && pull.base === base && world.headOf(pull) === commit,
    );
    return isMerged && !doesChange(world.tipOf(base).content, commitOf(world, commit).content);
  }

  #open(): readonly Open[] {
    const open = this.#world.pulls.filter(({ isOpen }) => isOpen);
    return open.map((pull) => ({ number: pull.number, commit: this.#world.headOf(pull), base: pull.base }));
  }

  #judge({ commit, base, cluster }: Green, before: readonly Open[], from: number, when: string): void {
    const world = this.#world;
    const isIt = (each: Open) => each.commit === commit && each.base === base;
    const known = new Set(before.filter(isIt).map(({ number }) => number));
    const pulls = this.#open().flatMap((each) => (isIt(each) && known.has(each.number) ? [each.number] : []));
    if (pulls.length === 0) return;
    const head = commitOf(world, commit).content;
    const tips = this.#tipsSince(base, from).filter((tip) => !isConflicting(tip, head));
    const branches = pulls.map((number) => world.branch(world.pull(number).branch));
    const authors = branches.flatMap(({ commits }) => commits.flatMap((each) => each.authors));
    const to = this.#truth.turn;
    const about = cluster === undefined ? targets : clusterTargets[cluster];
    const wrong =
      tips.length === 0
        ? `#${pulls[0]} ${base}: it cannot be merged`
        : this.#truth.wrongWith({ commit, base, head, tips, authors, pulls, about, from, to });
    this.judged += 1;
    if (tips.every((tip) => isForPeople(tip, head, about))) this.approved += 1;
    if (wrong !== undefined) this.wrong.push(`${wrong}, ${when}`);
  }

  /** The tips that a base had in a time: the App may have judged by any of them. */
  #tipsSince(base: string, from: number): readonly Content[] {
    const commits = this.#world.bases.get(base) ?? [];
    const isStill = (index: number) => {
      const next = commits[index + 1];
      return next === undefined || (this.#moved.get(next.id) ?? 0) >= from;
    };
    return commits.filter((_, index) => isStill(index)).map(({ content }) => content);
  }
}

/** What is only partly known is neutral, and merges as what is green does. */
export function passes(run: CheckRun | undefined): boolean {
  return run?.conclusion === 'success' || run?.conclusion === 'neutral';
}

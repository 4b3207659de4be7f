import { externalIdOf } from '../../../src/github/api/external-id.ts';
import type { Truth } from '../truth/truth.ts';
import {
  type Cluster,
  type Content,
  changeOf,
  clusters,
  clusterTargets,
  isConflicting,
  type Target,
  targets,
} from '../world/effects.ts';
import { type CheckRun, commitOf, type Pull, type World } from '../world/world.ts';
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

/** A pull request that still had a check when another left it, and how often it had moved by then. */
interface Stayed {
  readonly number: number;
  readonly moves: number;
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
  /** By base and by whose check it is, the commit that one was written on last. */
  readonly #lastInto = new Map<string, string>();
  /** Which pull requests had a commit and a base when a check of those was written. */
  readonly #reviewed = new Set<string>();
  /** Runs that were green by approvals, and those of them that the App has forgotten since. */
  readonly #byApproval = new Set<number>();
  readonly #forgotten = new Set<number>();
  /** What went into another base, and who stayed. */
  readonly #left: { readonly open: Open; readonly stayed: readonly Stayed[] }[] = [];
  /** What stood when a look began. */
  readonly #found = new Map<Running, readonly Open[]>();
  readonly #world: World;
  readonly #truth: Truth;

  constructor(world: World, truth: Truth) {
    this.#world = world;
    this.#truth = truth;
  }

  /** The App loses what it remembers: only what GitHub has on record leads it to former heads. */
  forgets(): void {
    for (const id of this.#byApproval) this.#forgotten.add(id);
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

  leaves(pull: Pull): void {
    const { number, base } = pull;
    const others = this.sharing(number).filter((each) => each !== number);
    const stayed = others.map((each) => ({ number: each, moves: this.#movesOf(each) }));
    this.#left.push({ open: { number, commit: this.#world.headOf(pull), base }, stayed });
  }

  written(run: CheckRun, by: Running): void {
    const [, base, cluster] = /^blast-radius: (\S+)(?: \/ (\S+))?$/.exec(run.name) ?? [];
    if (base === undefined) {
      if (passes(run)) this.wrong.push(`${run.name} passes, which is of no base`);
      return;
    }
    const own = clusters.find((each) => each === cluster);
    if (own === undefined) this.#lastInto.set(`${base} ${run.externalId}`, run.commit);
    for (const each of this.#open())
      if (each.commit === run.commit && each.base === base) this.#reviewed.add(keyOf(each));
    if (!passes(run) || this.#world.runOf(run.commit, base, own)?.id !== run.id) return;
    const judged = { number: 0, commit: run.commit, base, cluster: own };
    const isByApproval = this.#judge(judged, this.#found.get(by) ?? [], by.since, 'when it was written');
    if (isByApproval) this.#byApproval.add(run.id);
  }

  atRest(): void {
    for (const open of this.#open())
      for (const cluster of [undefined, ...clusters]) {
        const run = this.#world.runOf(open.commit, open.base, cluster);
        if (passes(run)) this.#judge({ ...open, cluster }, this.#open(), this.#truth.turn, 'at rest');
      }
    for (const pull of this.#world.pulls) {
      for (const base of this.#greenThoughClosed(pull))
        this.wrong.push(`#${pull.number} is closed, and green in ${base}`);
      for (const commit of this.#greenThoughLeft(pull))
        this.wrong.push(`#${pull.number} has left ${commit.slice(0, 7)}, which is green by approvals`);
    }
    for (const { open, stayed } of this.#left)
      if (this.#isGreenStill(open) || this.#isLeftGreen(open, stayed))
        this.wrong.push(`#${open.number} left ${open.base}, and is green there`);
  }

  /** Where it was reviewed last before it left, by a check of its own; what is green on heads before is another matter. */
  #isGreenStill({ number, commit, base }: Open): boolean {
    const own = this.#open().find((each) => each.number === number);
    const isAway = own !== undefined && own.commit === commit && own.base !== base;
    if (!isAway || this.#lastInto.get(`${base} ${externalIdOf(number)}`) !== commit) return false;
    return this.#isGreenOf(number, commit, base) && !this.#isHad(commit, base);
  }

  /** The bases in which it was reviewed last with the head that it had when it was closed. */
  #greenThoughClosed({ number, base, timeline, closed }: Pull): readonly string[] {
    if (closed === undefined) return [];
    const bases = new Set([base, ...timeline.flatMap(({ from }) => from ?? [])]);
    return [...bases].filter(
      (each) =>
        this.#lastInto.get(`${each} ${externalIdOf(number)}`) === closed.head &&
        this.#isGreenOf(number, closed.head, each) &&
        !this.#isHad(closed.head, each),
    );
  }

  /** Heads that it had before the one that it was reviewed at last. */
  #greenThoughLeft(pull: Pull): readonly string[] {
    const { number, base, isOpen, branch, timeline } = pull;
    const recorded = new Set(timeline.flatMap(({ before }) => before?.id ?? []));
    const live = this.#world.headOf(pull);
    if (!isOpen || this.#lastInto.get(`${base} ${externalIdOf(number)}`) !== live) return [];
    const heads = new Set(this.#world.branch(branch).former.flatMap((commits) => commits.at(-1)?.id ?? []));
    return [...heads].filter((commit) => {
      const run = this.#world.runOf(commit, base);
      const isByApproval = run !== undefined && this.#byApproval.has(run.id);
      if (run !== undefined && this.#forgotten.has(run.id) && !recorded.has(commit)) return false;
      return commit !== live && isByApproval && this.#isGreenOf(number, commit, base) && !this.#isHad(commit, base);
    });
  }

  #isHad(commit: string, base: string): boolean {
    return this.#open().some((each) => each.commit === commit && each.base === base);
  }

  /** By a check of its own, of all clusters or of one. */
  #isGreenOf(number: number, commit: string, base: string): boolean {
    return [undefined, ...clusters].some((cluster) => {
      const run = this.#world.runOf(commit, base, cluster);
      return passes(run) && run?.externalId?.split(' ').slice(0, 2).join(' ') === externalIdOf(number);
    });
  }

  /**
   * Where it was reviewed together with others, all of whom have gone as well since it left, each once and for good. What was
   * there between two looks only has no more of such a check than anybody with a head that another one had before.
   */
  #isLeftGreen({ number, commit, base }: Open, stayed: readonly Stayed[]): boolean {
    const open = this.#open();
    const own = open.find((each) => each.number === number);
    const isAway = own !== undefined && own.commit === commit && own.base !== base;
    const haveGone = stayed.every((each) => this.#movesOf(each.number) <= each.moves + 1);
    if (!isAway || stayed.length === 0 || !haveGone || !this.#reviewed.has(keyOf({ number, commit, base })))
      return false;
    const isOthers = open.some((each) => each.commit === commit && each.base === base);
    return !isOthers && passes(this.#world.runOf(commit, base));
  }

  /** Of its head, or into another base, or when it was opened again. */
  #movesOf(number: number): number {
    const { branch, timeline } = this.#world.pull(number);
    const others = timeline.filter(({ kind }) => kind !== 'HeadRefForcePushedEvent');
    return this.#world.branch(branch).moves.length + others.length;
  }

  #open(): readonly Open[] {
    const open = this.#world.pulls.filter(({ isOpen }) => isOpen);
    return open.map((pull) => ({ number: pull.number, commit: this.#world.headOf(pull), base: pull.base }));
  }

  /** @returns whether it rests on approvals */
  #judge({ commit, base, cluster }: Green, before: readonly Open[], from: number, when: string): boolean {
    const world = this.#world;
    const isIt = (each: Open) => each.commit === commit && each.base === base;
    const known = new Set(before.filter(isIt).map(({ number }) => number));
    const pulls = this.#open().flatMap((each) => (isIt(each) && known.has(each.number) ? [each.number] : []));
    if (pulls.length === 0) return false;
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
    const isByApproval = tips.every((tip) => asks(tip, head, about));
    if (isByApproval) this.approved += 1;
    if (wrong !== undefined) this.wrong.push(`${wrong}, ${when}`);
    return isByApproval;
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

function keyOf({ number, commit, base }: Open): string {
  return `${number} ${commit} ${base}`;
}

/** What is only partly known is neutral, and merges as what is green does. */
export function passes(run: CheckRun | undefined): boolean {
  return run?.conclusion === 'success' || run?.conclusion === 'neutral';
}

function asks(tip: Content, head: Content, about: readonly Target[]): boolean {
  return tip.config === 0 && about.some((target) => changeOf(target, tip, head) !== undefined);
}

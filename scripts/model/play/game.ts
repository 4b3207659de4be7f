import type { Permission } from '../../../src/config/config.ts';
import type { Rules } from '../truth/rules.ts';
import { Truth } from '../truth/truth.ts';
import { answer, type Request, type Written } from '../world/answer.ts';
import { doesChange } from '../world/effects.ts';
import { reviewContent } from '../world/review-content.ts';
import { bases, commitOf, people, World } from '../world/world.ts';
import { GreenChecks } from './green-checks.ts';
import { Machine, type Running } from './machine.ts';
import { Pages } from './pages.ts';

/** Something that GitHub has to tell the App. */
interface Delivery {
  readonly what: string;
  readonly deliver: (machine: Machine) => void;
}

/** One interleaving: the world, the App in it, and the truth about both. */
export class Game {
  readonly world = new World();
  readonly pages = new Pages();
  readonly truth: Truth;
  readonly checks: GreenChecks;
  readonly machine: Machine;
  readonly deliveries: Delivery[] = [];
  readonly trace: string[] = [];
  /** By comment, what to call when the App has answered it. */
  readonly #answers = new Map<number, () => void>();

  constructor(rules: Rules) {
    const { world } = this;
    const truth = new Truth(rules);
    this.truth = truth;
    if (rules.requiresFormerName) world.formerName = 'blast-radius';
    this.checks = new GreenChecks(world, truth);
    this.machine = new Machine({
      turn: () => truth.turn,
      now: () => new Date(world.now()),
      request: (by, request) => this.#answer(by, request),
      branchTips: (branches) => new Map(branches.map((branch) => [branch, world.tipOf(branch).id])),
      review: async ({ baseCommit, headCommit }) =>
        reviewContent(commitOf(world, baseCommit), commitOf(world, headCommit), rules),
      changes: (base, head) => doesChange(commitOf(world, base).content, commitOf(world, head).content),
    });
    for (const [login, role] of Object.entries(people)) this.setRole(login, role);
    for (const base of bases) {
      const config = base === 'lax' ? 1 : 0;
      world.bases.set(base, [world.commit({ prod: 1, edge: 1, config }, ['ada'])]);
    }
  }

  note(line: string): void {
    this.trace.push(`${String(this.truth.turn).padStart(4)} ${this.world.clock()} ${line}`);
  }

  setRole(login: string, role: Permission | undefined): void {
    if (role === undefined) this.world.roles.delete(login);
    else this.world.roles.set(login, role);
    this.truth.role(login, role);
  }

  whenAnswered(comment: number, heard: () => void): void {
    this.#answers.set(comment, heard);
  }

  /** What the App does by itself is done before the next macrotask: nothing of it waits for a clock. */
  async settle(): Promise<void> {
    this.#begin();
    await new Promise((resolve) => setImmediate(resolve));
    this.#begin();
    this.truth.turned();
  }

  #begin(): void {
    for (const running of this.machine.running.values()) this.checks.begins(running);
  }

  #answer(by: Running, request: Request) {
    const { status, data } = answer(this.world, request, this.#writtenBy(by));
    return { status, data, date: new Date(this.world.time).toUTCString() };
  }

  #writtenBy(by: Running): Written {
    return {
      check: (run) => {
        this.note(`the App: ${run.name} of ${run.commit.slice(0, 7)} is ${run.conclusion ?? run.status}`);
        const before = this.checks.wrong.length;
        this.checks.written(run, by);
        for (const wrong of this.checks.wrong.slice(before)) this.note(`WRONG: ${wrong}`);
      },
      record: (run) => this.note(`the App: the record of ${run.name} of ${run.commit.slice(0, 7)}`),
      comment: (pull, body) => {
        const shown = this.pages.wrote(pull, body);
        if (shown === undefined) this.note(`the App: an answer on #${pull}`);
        else
          this.note(
            `the App: the comment of #${pull} shows ${shown.commit.slice(0, 7)} ${JSON.stringify(shown.effects)}`,
          );
      },
      reaction: (comment) => this.#answers.get(comment)?.(),
    };
  }
}

import { setTimeout } from 'node:timers/promises';
import type { PullHandle } from '../../test/fake-github/handles/pull-handle.ts';
import type { RepositoryHandle } from '../../test/fake-github/handles/repository-handle.ts';
import { checkOf, configPath, guarded, makeFleet, openChange, verdictOf } from '../../test/hostile/trial.ts';
import type { Stage } from '../model/http/stage/stage.ts';

/** Between two looks at what GitHub shows. In milliseconds. */
const glance = 2;
/** In milliseconds. */
const patience = 120_000;
/** In milliseconds. */
const rest = 500;

/** A fleet whose prod is protected, with another base where nothing is, and the App beside it. */
export class Scene {
  readonly fleet: RepositoryHandle;
  readonly #stage: Stage;
  readonly #opened: PullHandle[] = [];

  private constructor(stage: Stage, fleet: RepositoryHandle) {
    this.#stage = stage;
    this.fleet = fleet;
  }

  static async open(stage: Stage): Promise<Scene> {
    const fleet = await makeFleet(stage);
    await fleet.commit('lax', { from: 'main', write: { [configPath]: guarded.replace('true', 'false') }, as: 'ada' });
    return new Scene(stage, fleet);
  }

  /** @returns a pull request that changes prod, with a green check that rests on an approval of mia's */
  async approved(): Promise<PullHandle> {
    const pull = await openChange(this.fleet, `change-${this.#opened.length}`);
    this.#opened.push(pull);
    await this.until(() => verdictOf(pull) === 'action_required');
    const check = checkOf(pull);
    const [button] = check?.actions ?? [];
    if (check === undefined || button === undefined) throw new Error('there is nothing to approve');
    this.fleet.requestAction(check, button.identifier, 'mia');
    await this.until(() => verdictOf(pull) === 'success');
    return pull;
  }

  /** Closes what is still open, as all of that would be looked at with the next. */
  async clear(): Promise<void> {
    const left = this.#opened.filter(({ state }) => state === 'open');
    for (const pull of left) await pull.close('dana');
    await this.until(() => left.every((pull) => verdictOf(pull) !== 'success'));
  }

  /** Waits for what GitHub shows, and a while more, as the App then has other things to write; in a second of its own. */
  async until(isSo: () => boolean): Promise<void> {
    await this.span(nothing, isSo);
    await setTimeout(rest);
    this.#stage.clock.pass();
  }

  /**
   * @param act what opens the window
   * @param isOver whether GitHub shows that it has closed
   * @returns for how long it was open, with what GitHub itself took to do it. In milliseconds
   */
  async span(act: () => unknown, isOver: () => boolean): Promise<number> {
    const began = performance.now();
    await act();
    while (!isOver()) {
      if (performance.now() - began > patience) throw new Error('a window that does not close');
      await setTimeout(glance);
    }
    return performance.now() - began;
  }
}

function nothing(): void {
  // What is waited for is under way.
}
